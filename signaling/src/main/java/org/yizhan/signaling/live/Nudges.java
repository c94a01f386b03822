package org.yizhan.signaling.live;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yizhan.platform.live.Broadcast;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Carries nudges to all nodes, this one included.
@Component
public class Nudges implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Nudges.class);
    private static final String TOPIC = "signaling";

    private final Broadcast broadcast;
    private final JsonMapper json;
    private final List<Consumer<Nudge>> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Disposable listening;

    public Nudges(Broadcast broadcast, JsonMapper json) {
        this.broadcast = broadcast;
        this.json = json;
    }

    /// Never fails: what cannot be told now is found by a page's next look.
    public Mono<Void> send(Nudge nudge) {
        return broadcast
                .say(TOPIC, json.writerFor(Nudge.class).writeValueAsString(nudge))
                .onErrorResume(error -> {
                    LOG.warn("other nodes could not be told: {}", error.toString());
                    return Mono.fromRunnable(() -> tell(nudge));
                });
    }

    /// @param listener called on any thread; it must return at once
    public Disposable listen(Consumer<Nudge> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void hear(String message) {
        try {
            tell(json.readValue(message, Nudge.class));
        } catch (JacksonException e) {
            // A newer node says something that this one does not know.
            LOG.debug("a nudge could not be read", e);
        }
    }

    private void tell(Nudge nudge) {
        listeners.forEach(listener -> listener.accept(nudge));
    }

    @Override
    public synchronized void start() {
        listening = broadcast
                .listen(TOPIC)
                .doOnNext(this::hear)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5)))
                .subscribe();
    }

    @Override
    public synchronized void stop() {
        if (listening != null) {
            listening.dispose();
            listening = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return listening != null;
    }

    /// Before anything that nudges or is nudged.
    @Override
    public int getPhase() {
        return -100;
    }
}
