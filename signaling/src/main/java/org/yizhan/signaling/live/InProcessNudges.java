package org.yizhan.signaling.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/// Nudges of a single node.
final class InProcessNudges implements Nudges {

    private final List<Consumer<Nudge>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Mono<Void> send(Nudge nudge) {
        return Mono.fromRunnable(() -> listeners.forEach(listener -> listener.accept(nudge)));
    }

    @Override
    public Disposable listen(Consumer<Nudge> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
