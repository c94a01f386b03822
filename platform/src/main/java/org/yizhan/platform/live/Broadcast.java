package org.yizhan.platform.live;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Says something to every node that listens now, the speaker's own included. What nobody hears is gone: for hints
/// and fan-out, never for facts.
public interface Broadcast {

    /// Completes when the message is on its way. Messages of one node to one topic arrive in their order.
    Mono<Void> say(String topic, String message);

    /// What is said on a topic from the subscription on. Outlives a lost connection, and misses what is said while it
    /// is lost. A listener that falls behind by [#BACKLOG] messages gets an error.
    Flux<String> listen(String topic);

    /// How far a listener may fall behind.
    int BACKLOG = 10_000;
}
