package org.yizhan.cases.docket;

import io.r2dbc.spi.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.platform.r2dbc.BeforeFirst;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/// What a command has looked at without holding it, and what it has changed and not yet written. It is written when the
/// command has its answer, in one statement with the answer, or earlier when the command looks at a case again.
final class Pending implements BeforeFirst {

    private static final String HOLD =
            "SELECT 1 AS held FROM cases.case_file WHERE id = $1 AND audit_seq = $2 FOR UPDATE";

    private final boolean mayLook;
    private final List<Change> changes = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private volatile boolean begun;

    private Pending(boolean mayLook) {
        this.mayLook = mayLook;
    }

    private record Seen(CaseId id, int auditSeq) {}

    /// @param mayLook whether the command may look at cases without holding them, because it can be run again
    static Context begin(Context context, boolean mayLook) {
        var pending = new Pending(mayLook);
        return pending.in(context.put(Pending.class, pending));
    }

    /// Of the running command; empty when none collects here.
    static Optional<Pending> in(ContextView context) {
        return context.getOrEmpty(Pending.class);
    }

    /// @return false when no command collects here; then the change is written at once
    static boolean add(ContextView context, Change change) {
        return in(context).map(it -> it.changes.add(change)).orElse(false);
    }

    /// What waits in the running command; then nothing does any more.
    static List<Change> take(ContextView context) {
        return in(context).map(Pending::take).orElse(List.of());
    }

    private List<Change> take() {
        var all = List.copyOf(changes);
        changes.clear();
        return all;
    }

    /// What waits of one case.
    List<Change> of(CaseId id) {
        return changes.stream().filter(change -> change.file().id().equals(id)).toList();
    }

    /// Whether a case may be looked at without holding it: not once the transaction has begun.
    boolean mayLook() {
        return mayLook && !begun;
    }

    CaseFile sees(CaseFile file) {
        seen.add(new Seen(file.id(), file.trail().auditSeq()));
        return file;
    }

    /// Whether the command's transaction has sent anything.
    boolean hasBegun() {
        return begun;
    }

    /// The transaction begins after all: what was only looked at is held from here on.
    @Override
    public Mono<Void> on(Connection connection) {
        begun = true;
        return Flux.fromIterable(seen).concatMap(it -> hold(connection, it)).then();
    }

    private static Mono<Void> hold(Connection connection, Seen it) {
        return Flux.from(connection
                        .createStatement(HOLD)
                        .bind(0, it.id().value())
                        .bind(1, it.auditSeq())
                        .execute())
                .concatMap(result -> result.map(row -> true))
                .switchIfEmpty(Mono.error(Overtaken::new))
                .then();
    }
}
