package org.yizhan.platform.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Empties one schema's outbox, as long as its connection holds the schema's lock: one relay at a time in all
/// processes, so that the order within a stream stays.
final class SchemaRelay {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaRelay.class);

    /// Events read at once.
    static final int BATCH = 200;

    /// A consumer that takes longer makes papers or packages, for which nobody waits: after it the relay
    /// pauses as long as it took, so that such work has half of a processor at most.
    private static final Duration LONG = Duration.ofMillis(5);

    static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /// Rows stay this long after they were sent, so that what Redis loses can be sent again.
    static final Duration KEPT = Duration.ofDays(1);

    private final String schema;
    private final DatabaseClient connection;
    private final EventTransport transport;
    private volatile boolean holdsLock;

    /// @param connection to one dedicated connection, whose end gives the lock back
    SchemaRelay(String schema, DatabaseClient connection, EventTransport transport) {
        this.schema = schema;
        this.connection = connection;
        this.transport = transport;
    }

    /// Delivers what waits, then completes. Called again and again, never twice at a time.
    Mono<Void> drain() {
        return lock().filter(held -> held)
                .flatMap(_ -> transport.lost(schema))
                .flatMap(lost -> lost ? sendAgain() : Mono.<Void>empty())
                .then(Mono.defer(() -> holdsLock ? batches() : Mono.empty()));
    }

    boolean holdsLock() {
        return holdsLock;
    }

    /// Wakes the process that holds the schema's lock.
    Mono<Void> tellOthers() {
        return connection
                .sql("select pg_notify(:channel, :schema)")
                .bind("channel", TransactionalOutbox.CHANNEL)
                .bind("schema", schema)
                .then();
    }

    private Mono<Void> batches() {
        return Mono.defer(this::batch)
                .flatMap(this::deliver)
                .repeat()
                .takeUntil(delivered -> delivered == 0)
                .then();
    }

    private Mono<Boolean> lock() {
        return holdsLock
                ? Mono.just(true)
                : connection
                        .sql("select pg_try_advisory_lock(hashtextextended(:name, 0))")
                        .bind("name", "yizhan-outbox-relay/" + schema)
                        .mapValue(Boolean.class)
                        .one()
                        .doOnNext(held -> holdsLock = held);
    }

    /// The oldest unsent events of the streams that do not wait after a failure.
    private Mono<List<StoredEvent>> batch() {
        return connection
                .sql("""
                        select id, stream, payload::text as payload, tries from %1$s.outbox event
                        where sent_at is null and not exists (
                          select from %1$s.outbox failed
                          where failed.stream = event.stream and failed.sent_at is null
                            and failed.position <= event.position and failed.next_try > now())
                        order by position limit %2$d
                        """.formatted(schema, BATCH))
                .map(row -> new StoredEvent(
                        new EventId(Columns.get(row, "id", UUID.class)),
                        Columns.get(row, "stream", String.class),
                        Columns.get(row, "payload", String.class),
                        Columns.get(row, "tries", Integer.class)))
                .all()
                .collectList();
    }

    /// @return how many were delivered
    private Mono<Integer> deliver(List<StoredEvent> batch) {
        var streams = new LinkedHashMap<String, List<StoredEvent>>();
        batch.forEach(event ->
                streams.computeIfAbsent(event.stream(), _ -> new ArrayList<>()).add(event));
        return Flux.fromIterable(streams.values())
                .concatMap(this::inOrder)
                .map(event -> event.id().value())
                .collectList()
                .flatMap(delivered -> markSent(delivered).thenReturn(delivered.size()));
    }

    /// The events that were delivered. Stops at the first failure; what follows in the stream waits with it.
    private Flux<StoredEvent> inOrder(List<StoredEvent> stream) {
        return Flux.fromIterable(stream)
                .concatMap(event -> resting(transport.deliver(event))
                        .thenReturn(Optional.of(event))
                        .onErrorResume(error -> postpone(event, error).thenReturn(Optional.<StoredEvent>empty())))
                .takeWhile(Optional::isPresent)
                .map(Optional::get);
    }

    private static Mono<Void> resting(Mono<Void> work) {
        return Mono.defer(() -> {
            var began = System.nanoTime();
            return work.then(Mono.defer(() -> {
                var took = Duration.ofNanos(System.nanoTime() - began);
                return took.compareTo(LONG) < 0
                        ? Mono.<Void>empty()
                        : Mono.delay(took).then();
            }));
        });
    }

    /// All at once: who dies before delivers them again, and the consumers know what they saw.
    private Mono<Void> markSent(List<UUID> delivered) {
        return delivered.isEmpty()
                ? Mono.empty()
                : connection
                        .sql("update " + schema + ".outbox set sent_at = now(), next_try = null where id = any(:ids)")
                        .bind("ids", delivered.toArray(UUID[]::new))
                        .then();
    }

    private Mono<Void> postpone(StoredEvent event, Throwable error) {
        var pause = pause(event.tries());
        LOG.warn(
                "event {} of {} not delivered, try {} in {} ms",
                event.id(),
                schema,
                event.tries() + 2,
                pause.toMillis(),
                error);
        return connection
                .sql("update " + schema + ".outbox set tries = tries + 1,"
                        + " next_try = now() + :millis * interval '1 millisecond' where id = :id")
                .bind("millis", pause.toMillis())
                .bind("id", event.id().value())
                .then();
    }

    static Duration pause(int tries) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /// Sends what was sent in the last [#KEPT] once more, because the other side lost it; consumers know what they saw.
    private Mono<Void> sendAgain() {
        LOG.warn("what {} announced in the last day is sent again", schema);
        return connection
                .sql("update " + schema + ".outbox set sent_at = null where sent_at is not null")
                .then()
                .then(transport.found(schema));
    }

    Mono<Void> sweep() {
        return connection
                .sql("delete from " + schema + ".outbox where sent_at < now() - :hours * interval '1 hour'")
                .bind("hours", KEPT.toHours())
                .then()
                .then(connection
                        .sql("delete from " + schema + ".seen_event where at < now() - :hours * interval '1 hour'")
                        .bind("hours", KEPT.multipliedBy(8).toHours())
                        .then());
    }
}
