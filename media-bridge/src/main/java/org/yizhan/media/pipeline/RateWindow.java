package org.yizhan.media.pipeline;

import java.time.Duration;
import java.util.Arrays;

/// Bits a second over the latest stretch of time. Not thread-safe.
public final class RateWindow {

    private static final int BUCKETS = 50;

    private final long bucketNanos;
    private final long[] bytes = new long[BUCKETS];
    private long first = Long.MIN_VALUE;
    private long newest = Long.MIN_VALUE;
    private long sum;

    public RateWindow(Duration span) {
        bucketNanos = span.toNanos() / BUCKETS;
    }

    public void add(int size, long nanos) {
        long bucket = Math.floorDiv(nanos, bucketNanos);
        advance(bucket);
        if (bucket > newest - BUCKETS) {
            bytes[Math.floorMod(bucket, BUCKETS)] += size;
            sum += size;
        }
    }

    private void advance(long bucket) {
        if (newest == Long.MIN_VALUE || bucket - newest >= BUCKETS) {
            Arrays.fill(bytes, 0);
            sum = 0;
            first = bucket;
            newest = bucket;
        }
        while (newest < bucket) {
            newest++;
            int at = Math.floorMod(newest, BUCKETS);
            sum -= bytes[at];
            bytes[at] = 0;
        }
    }

    /// 0 before anything was added; -1 while what is known is too short to tell.
    public long bitsPerSecond(long nowNanos) {
        if (newest == Long.MIN_VALUE) {
            return 0;
        }
        advance(Math.floorDiv(nowNanos, bucketNanos));
        long known = Math.min(BUCKETS, newest - first + 1);
        return known < BUCKETS * 3 / 10 ? -1 : sum * 8_000_000_000L / (known * bucketNanos);
    }
}
