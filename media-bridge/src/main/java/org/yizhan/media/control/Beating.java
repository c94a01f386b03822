package org.yizhan.media.control;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.yizhan.platform.live.Broadcast;
import org.yizhan.protocol.bridge.BridgeBeat;
import org.yizhan.protocol.bridge.BridgeStatus;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Measures the bridge's stress and, where there are several bridges, says to all nodes how it is. At an
/// end in good order it first lets the meetings end, for as long as is set, and then says that it goes,
/// so that what is left is moved at once.
final class Beating implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Beating.class);

    private static final Duration LOOK = Duration.ofMillis(200);

    /// Whoever does not hear the last beat notices the silence.
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final Standing standing;
    private final @Nullable String url;
    private final Duration drain;
    private final Broadcast broadcast;
    private final JsonMapper json;
    private @Nullable Disposable running;

    Beating(Standing standing, MediaSettings settings, Broadcast broadcast, JsonMapper json) {
        this.standing = standing;
        this.url = settings.url();
        this.drain = settings.drain();
        this.broadcast = broadcast;
        this.json = json;
    }

    private Mono<Void> beat(boolean leaving) {
        return standing.measured().flatMap(status -> say(status, leaving)).onErrorResume(error -> {
            LOG.debug("the bridge could not say how it is; it does soon again", error);
            return Mono.empty();
        });
    }

    private Mono<Void> say(BridgeStatus status, boolean leaving) {
        return url == null
                ? Mono.empty()
                : broadcast.say(BridgeBeat.TOPIC, json.writeValueAsString(new BridgeBeat(url, status, leaving)));
    }

    @Override
    public synchronized void start() {
        running = Flux.interval(Duration.ZERO, BridgeBeat.EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> beat(false), 1)
                .subscribe();
    }

    @Override
    public void stop() {
        if (!isRunning()) {
            return;
        }
        if (drain.isPositive()) {
            standing.drain(true);
            LOG.info("waiting up to {} for the meetings to end", drain);
            await(
                    Flux.interval(Duration.ZERO, LOOK)
                            .onBackpressureDrop()
                            .concatMap(_ -> standing.status(), 1)
                            .takeUntil(status -> status.rooms() == 0)
                            .then(),
                    drain);
        }
        end();
        await(beat(true), LAST_WORD);
    }

    private synchronized void end() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    /// On the thread that ends the process, which has nothing else to do.
    private static void await(Mono<Void> work, Duration most) {
        CompletableFuture<@Nullable Void> done = work.toFuture();
        try {
            done.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            done.cancel(false);
        } catch (ExecutionException failed) {
            LOG.debug("not waited for", failed);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /// Begins last and ends first: the web server must answer while meetings end.
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
