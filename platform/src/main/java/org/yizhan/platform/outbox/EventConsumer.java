package org.yizhan.platform.outbox;

import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Mono;

/// Takes other parts' events. A bean of this type is called for every event, in order per [Event#stream()], each inside
/// a
/// transaction of its own in which the event's id was noted as seen: when the consumer writes to its database in that
/// transaction, the effect happens exactly once. An error puts the event back; it comes again after a pause.
public interface EventConsumer {

    /// Names the consumer's memory of what it has seen; never changes.
    String name();

    /// The schema that keeps this memory.
    String schema();

    /// Whether an event is for this consumer at all; one that is not is neither handed over nor remembered as seen.
    default boolean wants(Event event) {
        return true;
    }

    /// Completes empty for events that are not for this consumer.
    Mono<Void> on(EventId id, Event event);
}
