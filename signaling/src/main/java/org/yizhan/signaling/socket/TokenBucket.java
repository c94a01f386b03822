package org.yizhan.signaling.socket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// So many a second on average, so many at once. Used by one loop only.
final class TokenBucket {

    private final int rate;
    private final int burst;
    private final Clock clock;
    private double tokens;
    private Instant filledAt;

    TokenBucket(int rate, int burst, Clock clock) {
        this.rate = rate;
        this.burst = burst;
        this.clock = clock;
        this.tokens = burst;
        this.filledAt = clock.instant();
    }

    /// False: there is none left.
    boolean take() {
        Instant now = clock.instant();
        tokens = Math.min(burst, tokens + Duration.between(filledAt, now).toNanos() * rate / 1e9);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
