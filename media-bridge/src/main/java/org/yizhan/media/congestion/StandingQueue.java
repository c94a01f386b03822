package org.yizhan.media.congestion;

import java.util.Arrays;

/// How long even the quickest packet of late waited on the line. Jitter delays some packets and lets others through
/// at once; a queue delays all of them. So the least of a stretch tells one from the other (as CoDel does, RFC 8289
/// §3.2). Nanoseconds; the two clocks need not agree, only run about equally fast. Not thread-safe.
final class StandingQueue {

    /// Packets sent within this time are looked at together.
    private static final long STEP_NANOS = 10_000_000L;

    /// The stretch that is looked at: so many steps, and more until there are [#FEWEST] packets, but no more than
    /// [#STEPS].
    private static final int STRETCH = 25;

    private static final int FEWEST = 12;
    private static final int STEPS = 100;

    /// The quickest of this stretch and the one before stands for an empty line: paths change, and clocks drift.
    private static final long MEMORY_NANOS = 15_000_000_000L;

    /// Where some packet waits no longer than this, there is no queue.
    private static final long LITTLE_NANOS = 10_000_000L;

    /// How fast the usual jitter follows what is seen with each feedback: some seconds.
    private static final double SMOOTHING = 1 / 64.0;

    private final long[] step = new long[STEPS];
    private final long[] quickest = new long[STEPS];
    private final double[] sum = new double[STEPS];
    private final int[] count = new int[STEPS];
    private boolean begun;
    private long newest;
    private long sinceNanos;
    private long least = Long.MAX_VALUE;
    private long leastBefore = Long.MAX_VALUE;
    private long nanos;
    private double jitter;

    StandingQueue() {
        Arrays.fill(step, Long.MIN_VALUE);
    }

    /// A packet arrived; in any order.
    ///
    /// @param arrivalNanos by the receiver's clock
    void arrived(long sentNanos, long arrivalNanos) {
        long took = arrivalNanos - sentNanos;
        long of = sentNanos / STEP_NANOS;
        if (!begun) {
            newest = of;
        }
        if (!begun || sentNanos - sinceNanos > MEMORY_NANOS) {
            begun = true;
            sinceNanos = sentNanos;
            leastBefore = least;
            least = took;
        }
        least = Math.min(took, least);
        int at = Math.floorMod(of, STEPS);
        if (step[at] < of) {
            step[at] = of;
            quickest[at] = took;
            sum[at] = 0;
            count[at] = 0;
            newest = Math.max(newest, of);
        } else if (step[at] > of) {
            // It came so late that nobody looks at its time any more.
            return;
        }
        quickest[at] = Math.min(quickest[at], took);
        // Against what is never far away: sums of whole clocks would lose the nanoseconds.
        sum[at] += took - least;
        count[at]++;
    }

    /// Looks at what came of late; to be called with each feedback.
    void look() {
        long of = Long.MAX_VALUE;
        double all = 0;
        int packets = 0;
        for (int back = 0; back < STEPS && (back < STRETCH || packets < FEWEST); back++) {
            int at = Math.floorMod(newest - back, STEPS);
            if (step[at] == newest - back) {
                of = Math.min(of, quickest[at]);
                all += sum[at];
                packets += count[at];
            }
        }
        if (packets > 0) {
            nanos = of - Math.min(least, leastBefore);
            jitter += SMOOTHING * (all / packets - (of - least) - jitter);
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
