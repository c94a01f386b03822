package org.yizhan.trial.cases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The real clock, moved by a test.
public final class MovedClock extends Clock {

    private volatile Duration by = Duration.ZERO;

    /// From now on it is `moment`, and time goes on.
    public void moveTo(Instant moment) {
        by = Duration.between(Clock.systemUTC().instant(), moment);
    }

    public void reset() {
        by = Duration.ZERO;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), by);
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(by).truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }
}
