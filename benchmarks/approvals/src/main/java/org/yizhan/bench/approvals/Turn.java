package org.yizhan.bench.approvals;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// What the case service does after a decision, its papers above all, it does while it is its turn, and not in the
/// peer's time.
final class Turn implements BeanPostProcessor {

    private volatile Sinks.Empty<Void> begun = Sinks.empty();

    void begin() {
        begun.tryEmitEmpty();
    }

    void end() {
        begun = Sinks.empty();
    }

    @Override
    public @Nullable Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof EventConsumer consumer ? new Waiting(consumer) : bean;
    }

    private final class Waiting implements EventConsumer {

        private final EventConsumer consumer;

        Waiting(EventConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public String name() {
            return consumer.name();
        }

        @Override
        public String schema() {
            return consumer.schema();
        }

        @Override
        public boolean wants(Event event) {
            return consumer.wants(event);
        }

        @Override
        public Mono<Void> on(EventId id, Event event) {
            return Mono.defer(() -> begun.asMono()).then(Mono.defer(() -> consumer.on(id, event)));
        }
    }
}
