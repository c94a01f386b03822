package org.yizhan.signaling.bridges;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.yizhan.platform.live.Broadcast;
import org.yizhan.protocol.bridge.BridgeBeat;
import reactor.core.Disposable;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Hears what the bridges say of themselves.
final class Beats implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Beats.class);

    private final Bridges bridges;
    private final Broadcast broadcast;
    private final JsonMapper json;
    private @Nullable Disposable running;

    Beats(Bridges bridges, Broadcast broadcast, JsonMapper json) {
        this.bridges = bridges;
        this.broadcast = broadcast;
        this.json = json;
    }

    private void hear(String message) {
        try {
            bridges.hear(json.readValue(message, BridgeBeat.class));
        } catch (JacksonException e) {
            // A newer bridge says something that this node does not know.
            LOG.debug("what a bridge says could not be read", e);
        }
    }

    @Override
    public synchronized void start() {
        bridges.listens();
        running = broadcast
                .listen(BridgeBeat.TOPIC)
                .doOnNext(this::hear)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5)))
                .subscribe();
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /// Before anybody asks for a bridge.
    @Override
    public int getPhase() {
        return -100;
    }
}
