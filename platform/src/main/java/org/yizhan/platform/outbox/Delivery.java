package org.yizhan.platform.outbox;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Hands an event to a consumer once: the note that it was seen and the consumer's effect are one transaction.
@Component
class Delivery {

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final EventJson json;

    Delivery(DatabaseClient database, TransactionalOperator transactions, JsonMapper mapper) {
        this.database = database;
        this.transactions = transactions;
        this.json = new EventJson(mapper);
    }

    Mono<Void> hand(EventId id, String payload, EventConsumer consumer) {
        return Mono.fromSupplier(() -> json.read(payload))
                .filter(consumer::wants)
                .flatMap(event -> transactions.transactional(once(id, event, consumer)));
    }

    private Mono<Void> once(EventId id, Event event, EventConsumer consumer) {
        return note(id, consumer).filter(rows -> rows == 1).flatMap(_ -> consumer.on(id, event));
    }

    private Mono<Long> note(EventId id, EventConsumer consumer) {
        return database.sql("insert into " + consumer.schema()
                        + ".seen_event (consumer, event) values (:consumer, :event) on conflict do nothing")
                .bind("consumer", consumer.name())
                .bind("event", id.value())
                .fetch()
                .rowsUpdated();
    }
}
