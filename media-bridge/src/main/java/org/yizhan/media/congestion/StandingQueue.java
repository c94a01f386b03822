package org.yizhan.media.congestion;

import java.util.Arrays;

/// How long even the quickest packet of late waited on the line. Jitter delays some packets and lets others through
/// at once; a queue delays all of them. So the least of a stretch tells one from the other (as CoDel does, RFC 8289
/// §3.2). Nanoseconds; the two clocks need not agree, only run about equally fast. Not thread-safe.
final class StandingQueue {

    /// The stretch that is looked at: this long, and longer until there are [#FEWEST], but no longer than
    /// [#OLDEST_NANOS].
    private static final long STRETCH_NANOS = 250_000_000L;

    private static final int FEWEST = 12;
    private static final long OLDEST_NANOS = 1_000_000_000L;

    /// Packets of a stretch at 12 Mb/s; of faster lines fewer milliseconds are looked at.
    private static final int SIZE = 256;

    /// The quickest of this stretch and the one before stands for an empty line: paths change, and clocks drift.
    private static final long MEMORY_NANOS = 15_000_000_000L;

    /// Where some packet waits no longer than this, there is no queue.
    private static final long LITTLE_NANOS = 10_000_000L;

    /// How fast the usual jitter follows what is seen with each feedback: some seconds.
    private static final double SMOOTHING = 1 / 64.0;

    private final long[] sent = new long[SIZE];
    private final long[] way = new long[SIZE];
    private long count;
    private long newest;
    private long sinceNanos;
    private long least = Long.MAX_VALUE;
    private long leastBefore = Long.MAX_VALUE;
    private long nanos;
    private double jitter;

    StandingQueue() {
        Arrays.fill(sent, Long.MIN_VALUE / 2);
    }

    /// A packet arrived; in any order.
    ///
    /// @param arrivalNanos by the receiver's clock
    void arrived(long sentNanos, long arrivalNanos) {
        long took = arrivalNanos - sentNanos;
        newest = count == 0 ? sentNanos : Math.max(newest, sentNanos);
        if (count == 0 || newest - sinceNanos > MEMORY_NANOS) {
            sinceNanos = newest;
            leastBefore = least;
            least = took;
        }
        least = Math.min(took, least);
        sent[(int) (count % SIZE)] = sentNanos;
        way[(int) (count % SIZE)] = took;
        count++;
    }

    /// Looks at what came of late; to be called with each feedback.
    void look() {
        long quickest = Long.MAX_VALUE;
        double sum = 0;
        int seen = 0;
        for (int back = 1; back <= Math.min(count, SIZE); back++) {
            int at = (int) ((count - back) % SIZE);
            long age = newest - sent[at];
            if (age <= STRETCH_NANOS || back <= FEWEST && age <= OLDEST_NANOS) {
                quickest = Math.min(quickest, way[at]);
                sum += way[at];
                seen++;
            }
        }
        if (seen > 0) {
            nanos = quickest - Math.min(least, leastBefore);
            jitter += SMOOTHING * (sum / seen - quickest - jitter);
        }
    }

    /// What the quickest packet of late took longer than the quickest of the last half minute.
    long nanos() {
        return nanos;
    }

    /// Whether nothing waits: what takes packets longer now and then is jitter. The more of that is usual, the less
    /// a single stretch says.
    boolean isEmpty() {
        return nanos < Math.max(LITTLE_NANOS, jitter);
    }
}
