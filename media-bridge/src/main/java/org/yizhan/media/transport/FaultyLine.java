package org.yizhan.media.transport;

import java.util.SplittableRandom;

/// Decides what becomes of each datagram of one direction of one remote address: lost, late, twice. Decides
/// only; whoever asks waits and delivers. Not thread-safe.
final class FaultyLine {

    /// A datagram comes twice at most.
    static final int MOST = 2;

    private final LineFaults faults;
    private final SplittableRandom random;
    private final long jitterNanos;
    private boolean losing;
    private long freeNanos = Long.MIN_VALUE;

    FaultyLine(LineFaults faults, long seed) {
        this.faults = faults;
        this.random = new SplittableRandom(seed);
        this.jitterNanos = Math.min(faults.jitter().toNanos(), faults.delay().toNanos());
    }

    /// One datagram enters the line.
    ///
    /// @param nowNanos  grows from call to call
    /// @param waitNanos room for [#MOST]: how long until each copy comes out
    /// @return how many copies come out; 0: it is lost
    int pass(int bytes, long nowNanos, long[] waitNanos) {
        if (isLost()) {
            return 0;
        }
        long sent = nowNanos;
        if (faults.kilobits() > 0) {
            long start = Math.max(nowNanos, freeNanos);
            if (start - nowNanos > faults.queue().toNanos()) {
                return 0;
            }
            sent = start + bytes * 8L * 1_000_000L / faults.kilobits();
            freeNanos = sent;
        }
        if (happens(faults.reorderPercent())) {
            waitNanos[0] = sent - nowNanos;
        } else {
            waitNanos[0] = sent - nowNanos + faults.delay().toNanos() + jitter();
        }
        if (!happens(faults.duplicatePercent())) {
            return 1;
        }
        waitNanos[1] = waitNanos[0];
        return 2;
    }

    private boolean happens(double percent) {
        return percent > 0 && random.nextDouble() * 100 < percent;
    }

    /// Two states, as Gilbert and Elliott have it: in one all is lost, in the other nothing.
    private boolean isLost() {
        if (faults.burst() <= 1) {
            return happens(faults.lossPercent());
        }
        double loss = faults.lossPercent() / 100;
        double change = losing ? 1 / faults.burst() : loss / (faults.burst() * (1 - loss));
        losing ^= random.nextDouble() < change;
        return losing;
    }

    private long jitter() {
        return jitterNanos == 0 ? 0 : random.nextLong(-jitterNanos, jitterNanos + 1);
    }
}
