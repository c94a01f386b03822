package org.yizhan.media.pipeline;

import java.util.concurrent.TimeUnit;

/// How much of a stream the line loses, as the reports of its receiver say. What it needs against that is kept up
/// for a while after it got better: lines that lost once lose again. Not thread-safe.
public final class Losses {

    /// Of 256. Below it what is lost is asked for again, and that is enough.
    private static final int SOME = 5;

    private static final int MUCH = 13;

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private double mean;
    private boolean known;
    private long someNanos = Long.MIN_VALUE / 2;
    private long muchNanos = Long.MIN_VALUE / 2;

    /// @param fraction of 256, since the last report (RFC 3550 §6.4.1)
    public void reported(int fraction, long nowNanos) {
        mean = known ? (mean * 2 + fraction) / 3 : fraction;
        known = true;
        someNanos = mean >= SOME ? nowNanos : someNanos;
        muchNanos = mean >= MUCH ? nowNanos : muchNanos;
    }

    /// 0; 1 when two in a hundred got lost, now or lately; 2 when five did.
    public int level(long nowNanos) {
        return many(nowNanos) ? 2 : nowNanos - someNanos < KEPT_NANOS ? 1 : 0;
    }

    /// Five in a hundred, now or lately.
    public boolean many(long nowNanos) {
        return nowNanos - muchNanos < KEPT_NANOS;
    }
}
