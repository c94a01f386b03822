package org.yizhan.platform.outbox;

import org.springframework.r2dbc.core.DatabaseClient;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Mono;

/// Writes events into `<schema>.outbox` and has the relay woken after the commit.
final class TransactionalOutbox implements Outbox {

    /// PostgreSQL's notification channel; the payload is the schema.
    static final String CHANNEL = "yizhan_outbox";

    private final String schema;
    private final DatabaseClient database;
    private final EventJson json;
    private final OutboxWake wake;

    TransactionalOutbox(String schema, DatabaseClient database, EventJson json, OutboxWake wake) {
        this.schema = schema;
        this.database = database;
        this.json = json;
        this.wake = wake;
    }

    @Override
    public Mono<Void> announce(Event event) {
        return written().then(lock(event.stream())).then(insert(announcement(event)));
    }

    @Override
    public Announcement announcement(Event event) {
        return new Announcement(EventId.random(), event.stream(), json.write(event), event.at());
    }

    @Override
    public Mono<Void> written() {
        return wake.afterCommit(schema);
    }

    /// Lets two transactions that announce to one stream commit in the order in which their rows are
    /// numbered.
    private Mono<Void> lock(String stream) {
        return database.sql("select pg_advisory_xact_lock(hashtextextended(:stream, 0))")
                .bind("stream", schema + "/" + stream)
                .then();
    }

    private Mono<Void> insert(Announcement row) {
        return database.sql("insert into " + schema
                        + ".outbox (id, stream, payload, at) values (:id, :stream, :payload::jsonb, :at)")
                .bind("id", row.id().value())
                .bind("stream", row.stream())
                .bind("payload", row.payload())
                .bind("at", row.at())
                .then();
    }
}
