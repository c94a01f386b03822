package org.yizhan.platform.live;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink.OverflowStrategy;
import reactor.core.publisher.Mono;

/// All nodes are this process.
public final class InProcessBroadcast implements Broadcast {

    private final ConcurrentMap<String, CopyOnWriteArraySet<Consumer<String>>> listeners = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> say(String topic, String message) {
        return Mono.fromRunnable(() -> hear(topic, message));
    }

    void hear(String topic, String message) {
        var all = listeners.get(topic);
        if (all != null) {
            all.forEach(it -> it.accept(message));
        }
    }

    @Override
    public Flux<String> listen(String topic) {
        return Flux.<String>create(sink -> sink.onDispose(join(topic, sink::next)), OverflowStrategy.IGNORE)
                .onBackpressureBuffer(BACKLOG);
    }

    private Disposable join(String topic, Consumer<String> listener) {
        listeners.compute(topic, (_, all) -> {
            var joined = all == null ? new CopyOnWriteArraySet<Consumer<String>>() : all;
            joined.add(listener);
            return joined;
        });
        return () -> listeners.computeIfPresent(topic, (_, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }
}
