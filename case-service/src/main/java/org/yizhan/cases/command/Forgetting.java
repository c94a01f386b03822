package org.yizhan.cases.command;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yizhan.cases.settings.CaseSettings;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Throws kept answers away when nobody can be waiting for them any more.
@Component
class Forgetting implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final KeptAnswers kept;
    private final CaseSettings settings;
    private final Clock clock;
    private volatile Disposable work = () -> {};
    private volatile boolean running;

    Forgetting(KeptAnswers kept, CaseSettings settings, Clock clock) {
        this.kept = kept;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        work = Flux.interval(PAUSE).concatMap(_ -> forget()).subscribe();
    }

    private Mono<Long> forget() {
        return kept.forget(clock.instant().minus(settings.idempotencyKept())).onErrorResume(e -> {
            LOG.warn("old answers could not be thrown away; trying again in {}", PAUSE, e);
            return Mono.empty();
        });
    }

    @Override
    public void stop() {
        work.dispose();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
