package org.yizhan.trial;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.event.Event.CaseChanged;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Writes each case event into its own table, as a real part would, and fails when it is told to.
public final class RememberingConsumer implements EventConsumer {

    /// Decides before the effect: empty to go on, an error to fail.
    public final AtomicReference<BiFunction<EventId, Event, Mono<Void>>> before =
            new AtomicReference<>((_, _) -> Mono.empty());

    /// Each event whose effect was written in a transaction that may still roll back.
    public final Sinks.Many<Event> handled = Sinks.many().replay().all();

    private final DatabaseClient database;

    RememberingConsumer(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "remembering";
    }

    @Override
    public String schema() {
        return "trial";
    }

    @Override
    public Mono<Void> on(EventId id, Event event) {
        return event instanceof CaseChanged changed
                ? before.get()
                        .apply(id, event)
                        .then(write(changed))
                        .then(Mono.fromRunnable(() -> handled.tryEmitNext(event)))
                : Mono.empty();
    }

    private Mono<Void> write(CaseChanged event) {
        return database.sql("insert into trial.effect (case_id, version) values (:case, :version)")
                .bind("case", event.caseId().value())
                .bind("version", event.version())
                .then();
    }
}
