package org.yizhan.cases.approval.application;

import static org.yizhan.cases.row.Columns.required;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.cases.approval.Deadlines;
import org.yizhan.cases.approval.model.Travel;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Processes;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Moves running cases to a newer version of their process, on purpose and one by one: each is a transition of its own,
/// with its line of history. Safe to repeat after an interruption: what has moved is no longer found.
@Component
public class Migrating {

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final Docket docket;
    private final Processes processes;
    private final Deadlines deadlines;

    Migrating(
            DatabaseClient database,
            TransactionalOperator transactions,
            Docket docket,
            Processes processes,
            Deadlines deadlines) {
        this.database = database;
        this.transactions = transactions;
        this.docket = docket;
        this.processes = processes;
        this.deadlines = deadlines;
    }

    /// How many cases were moved; an error when the newer version says nothing of the older one.
    public Mono<Long> migrate(Actor actor, ProcessDefinition to, ProcessDefinition.Move move) {
        return database.sql("""
                        SELECT id FROM cases.case_file
                        WHERE process = :process AND process_version = :version AND step IS NOT NULL
                            AND scope <@ CAST(:station AS ltree)
                        ORDER BY opened_at
                        """)
                .bind("process", to.id())
                .bind("version", move.from())
                .bind("station", actor.station().value())
                .map(row -> new CaseId(required(row, "id", UUID.class)))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(id -> docket.lockAny(id)
                        .filter(f -> f.matter().processVersion() == move.from() && f.step() != null)
                        .flatMap(f -> write(actor, f, to, move))
                        .as(transactions::transactional))
                .count();
    }

    private Mono<CaseFile> write(Actor actor, CaseFile file, ProcessDefinition to, ProcessDefinition.Move move) {
        var course = deadlines.clocked(to, file, Travel.renamed(file.course(), move), docket.now());
        var moved = file.onVersion(to.version()).moved(course, file.state(), file.frozen(), null);
        var deed = Deed.of(actor, "migrate", file)
                .with(Map.of("process", to.id(), "from", move.from(), "to", to.version()))
                .announcing((f, at) -> new Event.CaseChanged(f.id(), null, f.version(), at));
        return docket.write(moved, deed);
    }

    /// The move from one version to another; empty when there is none.
    public Mono<ProcessDefinition.Move> move(String process, int from, int to) {
        return Mono.justOrEmpty(processes
                .find(process, to)
                .flatMap(p -> p.moves().stream().filter(m -> m.from() == from).findFirst()));
    }
}
