package org.yizhan.cases.catalogue;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Keeps the catalogue of this process in step with what was published on any.
///
/// A version takes effect [#NOTICE] after it was published, and every process looks more often than that, so all know
/// it before the first case of it is opened.
@Component
class PublishedItems implements SmartLifecycle {

    static final Duration NOTICE = Duration.ofSeconds(10);
    static final Duration LOOKED_EVERY = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(PublishedItems.class);
    private static final int BEFORE_THE_WEB_SERVER = 0;
    private static final long LONGEST_FIRST_LOOK_S = 20;

    private final Releases releases;
    private final Catalogue catalogue;
    private @Nullable Disposable looking;

    PublishedItems(Releases releases, Catalogue catalogue) {
        this.releases = releases;
        this.catalogue = catalogue;
    }

    Mono<Void> look() {
        return releases.all()
                .filter(release -> release.publishedAt() != null)
                .collectList()
                .doOnNext(catalogue::accept)
                .then();
    }

    /// Waits for the first look: cases of published versions cannot be shown without it. On the starting thread only.
    @Override
    public void start() {
        try {
            look().toFuture().get(LONGEST_FIRST_LOOK_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the published service items cannot be read", e);
        }
        looking = Flux.interval(LOOKED_EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> look().doOnError(e -> LOG.warn("catalogue not looked at: {}", e.toString()))
                        .onErrorComplete())
                .subscribe();
    }

    @Override
    public void stop() {
        if (looking != null) {
            looking.dispose();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }

    @Override
    public int getPhase() {
        return BEFORE_THE_WEB_SERVER;
    }
}
