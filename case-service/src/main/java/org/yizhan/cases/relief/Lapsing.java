package org.yizhan.cases.relief;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.material.Materials;
import org.yizhan.protocol.event.Event;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes into the history of a case that a paper which was to follow has not come in time. Safe in several processes:
/// the case is locked, and what it waits for is looked at again.
@Component
public class Lapsing {

    private final TransactionalOperator transactions;
    private final Docket docket;
    private final Reliefs reliefs;
    private final Materials materials;

    Lapsing(TransactionalOperator transactions, Docket docket, Reliefs reliefs, Materials materials) {
        this.transactions = transactions;
        this.docket = docket;
        this.reliefs = reliefs;
        this.materials = materials;
    }

    /// Looks now; how many cases waited in vain or had got their paper.
    public Mono<Long> look() {
        var now = docket.now();
        return reliefs.late(now)
                .distinct()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(id ->
                        docket.lockAny(id).flatMap(file -> lapse(file, now)).as(transactions::transactional))
                .count();
    }

    private Mono<CaseFile> lapse(CaseFile file, Instant now) {
        return materials
                .of(file.id())
                .collectList()
                .flatMap(held -> reliefs.of(file.id())
                        .filter(r -> r.kind() == Relief.Kind.TOLERANCE && !r.lapsed() && !r.standsIn(now))
                        .collectList()
                        .flatMap(late -> {
                            var missed = late.stream()
                                    .filter(r -> !r.isMet(held))
                                    .map(Relief::code)
                                    .toList();
                            var over =
                                    missed.isEmpty() || file.course().places().isEmpty();
                            return (over ? Mono.just(file) : docket.write(file, deed(file, missed)))
                                    .delayUntil(_ -> Flux.fromIterable(late)
                                            .concatMap(reliefs::lapse)
                                            .then());
                        }));
    }

    private static Deed deed(CaseFile file, List<String> missed) {
        return Deed.note("cases", "relief-lapsed", file)
                .with(Map.of("codes", missed))
                .announcing((f, at) -> new Event.CaseChanged(f.id(), null, f.version(), at));
    }
}
