package org.yizhan.platform.outbox;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionContextManager;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Mono;

/// Writes events into `<schema>.outbox` and has PostgreSQL wake the relay at the commit.
final class TransactionalOutbox implements Outbox {

    /// PostgreSQL's notification channel; the payload is the schema.
    static final String CHANNEL = "yizhan_outbox";

    private final String schema;
    private final DatabaseClient database;
    private final EventJson json;

    TransactionalOutbox(String schema, DatabaseClient database, EventJson json) {
        this.schema = schema;
        this.database = database;
        this.json = json;
    }

    @Override
    public Mono<Void> announce(Event event) {
        return requireTransaction()
                .then(lock(event.stream()))
                .then(insert(event))
                .then(wake());
    }

    private static Mono<Void> requireTransaction() {
        return TransactionContextManager.currentContext()
                .map(TransactionSynchronizationManager::new)
                .filter(TransactionSynchronizationManager::isActualTransactionActive)
                .switchIfEmpty(Mono.error(TransactionalOutbox::noTransaction))
                .onErrorMap(NoTransactionException.class, _ -> noTransaction())
                .then();
    }

    private static IllegalStateException noTransaction() {
        return new IllegalStateException("an event is announced in a transaction, or not at all");
    }

    /// Lets two transactions that announce to one stream commit in the order in which their rows are numbered.
    private Mono<Void> lock(String stream) {
        return database.sql("select pg_advisory_xact_lock(hashtextextended(:stream, 0))")
                .bind("stream", schema + "/" + stream)
                .then();
    }

    private Mono<Void> insert(Event event) {
        return database.sql("insert into " + schema
                        + ".outbox (id, stream, payload, at) values (:id, :stream, :payload::jsonb, :at)")
                .bind("id", EventId.random().value())
                .bind("stream", event.stream())
                .bind("payload", json.write(event))
                .bind("at", event.at())
                .then();
    }

    private Mono<Void> wake() {
        return database.sql("select pg_notify(:channel, :schema)")
                .bind("channel", CHANNEL)
                .bind("schema", schema)
                .then();
    }
}
