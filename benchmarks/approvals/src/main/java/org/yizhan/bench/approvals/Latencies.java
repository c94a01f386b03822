package org.yizhan.bench.approvals;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// Times of many operations, in steps of a tenth of a millisecond up to a minute.
final class Latencies {

    private static final int STEP_MICROS = 100;
    private static final int STEPS = 600_000;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS);
    private final AtomicLong operations = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();

    void add(long took) {
        var step = (int) Math.min(STEPS - 1, took / 1_000 / STEP_MICROS);
        counts.incrementAndGet(step);
        operations.incrementAndGet();
    }

    void ran(long time) {
        nanos.addAndGet(time);
    }

    double perSecond() {
        return operations.get() * 1e9 / nanos.get();
    }

    long operations() {
        return operations.get();
    }

    /// Upper end of the step that holds the quantile, in milliseconds.
    double millis(double quantile) {
        var wanted = (long) Math.ceil(operations.get() * quantile);
        var seen = 0L;
        for (var i = 0; i < STEPS; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return (i + 1) * STEP_MICROS / 1e3;
            }
        }
        return STEPS * STEP_MICROS / 1e3;
    }
}
