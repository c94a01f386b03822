package org.yizhan.platform.outbox;

import reactor.core.publisher.Mono;

/// How an event gets from its outbox to those who consume it.
interface EventTransport {

    /// Completes when the event is in safe hands: then it is never offered again, unless this process dies before that
    /// was noted. An error has it offered again later, before all younger events of its stream.
    Mono<Void> deliver(StoredEvent event);

    /// Whether what this schema's relay handed over is gone, so that all that is still kept must be handed over again.
    default Mono<Boolean> lost(String schema) {
        return Mono.just(false);
    }

    /// What was lost will be handed over again.
    default Mono<Void> found(String schema) {
        return Mono.empty();
    }
}
