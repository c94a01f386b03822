package org.yizhan.cases.figures;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Counts days that are over, latest first, until none is left.
@Component
class Keeping {

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);
    /// Ten years of days.
    private static final int AT_ONCE = 3_660;

    private final Tallies tallies;

    Keeping(Tallies tallies) {
        this.tallies = tallies;
    }

    /// How many days were counted.
    Mono<Long> round() {
        var began = System.nanoTime();
        return tallies.wanting(AT_ONCE)
                .collectList()
                .flatMapIterable(days -> days)
                .concatMap(day -> tallies.keep(day).thenReturn(day))
                .count()
                .doOnNext(days -> {
                    if (days > 1) {
                        var took = Duration.ofNanos(System.nanoTime() - began).toMillis();
                        LOG.info("figures of {} days were counted in {} ms", days, took);
                    }
                });
    }
}
