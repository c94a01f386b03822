package org.yizhan.platform.outbox;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Every consumer is in this process.
@Component
@ConditionalOnProperty(name = "yizhan.redis.url", matchIfMissing = true, havingValue = "none")
class InProcessTransport implements EventTransport {

    private final Delivery delivery;
    private final List<EventConsumer> consumers;

    InProcessTransport(Delivery delivery, List<EventConsumer> consumers) {
        this.delivery = delivery;
        this.consumers = List.copyOf(consumers);
    }

    @Override
    public Mono<Void> deliver(StoredEvent event) {
        return Flux.fromIterable(consumers)
                .concatMap(consumer -> delivery.hand(event.id(), event.payload(), consumer))
                .then();
    }
}
