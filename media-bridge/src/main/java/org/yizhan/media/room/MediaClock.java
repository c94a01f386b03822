package org.yizhan.media.room;

import java.time.Instant;

/// The bridge's wall clock for sender reports: read once, then driven by the monotonic clock, so that it never
/// jumps.
record MediaClock(long wallNanos, long monotonicNanos) {

    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    /// Nanoseconds since 1970 at the moment `nanoTime` of the monotonic clock.
    long wall(long nanoTime) {
        return wallNanos + (nanoTime - monotonicNanos);
    }

    /// The same as an instant.
    Instant instant(long nanoTime) {
        return Instant.EPOCH.plusNanos(wall(nanoTime));
    }

    /// As a 64-bit NTP time.
    static long ntp(long wall) {
        long seconds = wall / 1_000_000_000L + SECONDS_1900_TO_1970;
        long fraction = (wall % 1_000_000_000L << 32) / 1_000_000_000L;
        return seconds << 32 | fraction;
    }
}
