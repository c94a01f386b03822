package org.yizhan.cases.docket;

import io.r2dbc.pool.ConnectionPool;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.gathering.Gathering;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes bundles of commands that come at the same time together: one statement and one write to the disk for all of
/// them. Each is written whole or not at all, whatever becomes of its neighbours.
@Component
class WritingTogether implements DisposableBean {

    private static final int LANES = 1;
    private static final int MOST = 64;

    private final DatabaseClient database;
    private final Writing writing;
    private final Gathering<Bundle, Outcome> gathering = new Gathering<>(LANES, MOST, this::together);

    /// @param pool past the running transactions: this one commits by itself
    WritingTogether(ConnectionPool pool, Writing writing) {
        this.database = DatabaseClient.create(pool);
        this.writing = writing;
    }

    private sealed interface Outcome {
        record Known(boolean written) implements Outcome {}

        record Failed(Throwable why) implements Outcome {}
    }

    /// @return false when it was not written: a fresh case's command was carried out before, or a known case
    /// was changed or is in somebody else's hands
    Mono<Boolean> write(Bundle bundle) {
        return gathering.ask(bundle).flatMap(outcome -> switch (outcome) {
            case Outcome.Known known -> Mono.just(known.written());
            case Outcome.Failed failed -> Mono.error(failed.why());
        });
    }

    private Mono<List<Outcome>> together(List<Bundle> bundles) {
        // Of two changes of one case only one can be right.
        var first = new LinkedHashMap<CaseId, Bundle>();
        bundles.forEach(bundle -> first.putIfAbsent(bundle.file().id(), bundle));
        return writing.write(database, List.copyOf(first.values()))
                .map(written -> bundles.stream()
                        .<Outcome>map(bundle -> {
                            var id = bundle.file().id();
                            return new Outcome.Known(first.get(id) == bundle && written.contains(id));
                        })
                        .toList())
                .onErrorResume(
                        why -> bundles.size() == 1 ? Mono.just(List.of(new Outcome.Failed(why))) : oneByOne(bundles));
    }

    /// Something is wrong with one of them; the others must not suffer from it.
    private Mono<List<Outcome>> oneByOne(List<Bundle> bundles) {
        return Flux.fromIterable(bundles)
                .concatMap(bundle -> together(List.of(bundle)))
                .concatMapIterable(outcomes -> outcomes)
                .collectList();
    }

    @Override
    public void destroy() {
        gathering.close();
    }
}
