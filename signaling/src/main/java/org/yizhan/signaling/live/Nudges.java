package org.yizhan.signaling.live;

import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/// Carries nudges to all nodes, this one included. Nudges of one sender arrive in their order.
public interface Nudges {

    /// Never fails: what cannot be told now is found by the next look.
    Mono<Void> send(Nudge nudge);

    /// @param listener called on any thread; it must return at once
    Disposable listen(Consumer<Nudge> listener);
}
