package org.yizhan.media.recording.timing;

import java.time.Duration;
import java.time.Instant;

/// A recording's own clock: second 0 is when it was opened first. Inside one run of the process it follows
/// [System#nanoTime()], which no correction of the wall clock moves; a later run finds its place by the wall clock.
///
/// @param zeroNanos what `nanoTime` was, or would have been, at second 0
public record SessionClock(Instant startedAt, long zeroNanos) {

    /// For a recording that begins now.
    public static SessionClock begin(Instant now, long nanoTime) {
        return new SessionClock(now, nanoTime);
    }

    /// For a recording that goes on after a restart. When the wall clock was set back meanwhile, the new part begins
    /// where the last one ended: the clock never runs backwards. When it was set forward, the pause looks longer
    /// than
    /// it was.
    ///
    /// @param endedMs where the last part ended
    public static SessionClock resume(Instant startedAt, long endedMs, Instant now, long nanoTime) {
        long passedMs = Math.max(endedMs, Duration.between(startedAt, now).toMillis());
        return new SessionClock(startedAt, nanoTime - passedMs * 1_000_000);
    }

    public long micros(long nanoTime) {
        return Math.floorDiv(nanoTime - zeroNanos, 1000L);
    }

    public long millis(long nanoTime) {
        return Math.floorDiv(nanoTime - zeroNanos, 1_000_000L);
    }
}
