package org.yizhan.platform.rounds;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Does something again and again while the context lives: never two at a time, and an error only costs that round.
public final class Rounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final String name;
    private final Duration first;
    private final Duration period;
    private final Supplier<? extends Mono<?>> round;
    private @Nullable Disposable running;

    /// @param name   for the log
    /// @param first  how long after the start the first round is
    /// @param period between the beginnings of two rounds; a longer round makes the next one wait
    public Rounds(String name, Duration first, Duration period, Supplier<? extends Mono<?>> round) {
        this.name = name;
        this.first = first;
        this.period = period;
        this.round = round;
    }

    @Override
    public synchronized void start() {
        running = Flux.interval(first, period)
                .onBackpressureDrop()
                .concatMap(_ -> Mono.defer(round).then().onErrorResume(this::log), 1)
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

    private Mono<Void> log(Throwable error) {
        LOG.warn("a round of {} failed; the next one tries again: {}", name, error.toString());
        LOG.debug("the failure of {}", name, error);
        return Mono.empty();
    }
}
