package org.yizhan.platform.security;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/// Forgets sessions that ended on other nodes and deletes those that expired.
@Component
class SessionUpkeep implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SessionUpkeep.class);
    private static final Duration SWEPT_EVERY = Duration.ofMinutes(10);

    private final Sessions sessions;
    private @Nullable Disposable running;

    SessionUpkeep(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void start() {
        running = Disposables.composite(
                sessions.forgetEnded()
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                                .maxBackoff(Duration.ofSeconds(5)))
                        .subscribe(),
                Flux.interval(SWEPT_EVERY)
                        .onBackpressureDrop()
                        .concatMap(_ -> sessions.removeExpired()
                                .doOnError(error -> LOG.warn("expired sessions stay for now: {}", error.toString()))
                                .onErrorComplete())
                        .subscribe());
    }

    @Override
    public void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
