package org.yizhan.load;

import java.util.Arrays;

/// What came through, and how long it took, of the packets that were sent within a window of time. Written by the
/// receiving thread, read when it is over.
final class Tally {

    private static final int STEP_NANOS = 20_000;
    private static final int STEPS = 100_000;
    private static final long MOMENT_NANOS = 10_000_000;

    private final int[] steps = new int[STEPS];
    private volatile long from = Long.MAX_VALUE;
    private volatile long to = Long.MAX_VALUE;
    private volatile long received;
    private volatile long sent;

    /// The window begins, a moment after now, so that no packet is counted on one side only.
    void open(long nowNanos) {
        from = Long.MAX_VALUE;
        Arrays.fill(steps, 0);
        received = 0;
        sent = 0;
        to = Long.MAX_VALUE;
        from = nowNanos + MOMENT_NANOS;
    }

    /// It ends, a moment after now; what is still under way then counts.
    void close(long nowNanos) {
        to = nowNanos + MOMENT_NANOS;
    }

    private boolean within(long nanos) {
        return nanos >= from && nanos < to;
    }

    /// From the sending thread. @param copies how many are to be received
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void sent(long atNanos, int copies) {
        if (within(atNanos)) {
            sent += copies;
        }
    }

    /// From the receiving thread.
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void received(long sentNanos, long nowNanos) {
        if (within(sentNanos)) {
            steps[(int) Math.clamp((nowNanos - sentNanos) / STEP_NANOS, 0, STEPS - 1)]++;
            received++;
        }
    }

    long received() {
        return received;
    }

    long sent() {
        return sent;
    }

    /// Milliseconds below which `part` of the packets were forwarded.
    double quantile(double part) {
        long rest = (long) Math.ceil(received * part);
        for (int i = 0; i < STEPS; i++) {
            rest -= steps[i];
            if (rest <= 0) {
                return (i + 1) * (STEP_NANOS / 1e6);
            }
        }
        return STEPS * (STEP_NANOS / 1e6);
    }
}
