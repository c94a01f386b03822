package org.yizhan.media.congestion;

/// The rate that keeps a line's queue short (draft-ietf-rmcat-gcc-02 §5.5): it rises by a share while the line's
/// end is unknown, by little near to where it was found last, and falls below what arrives when the queue
/// grows. Bits a second. Not thread-safe.
final class DelayControl {

    private static final double FALL = 0.85;

    /// A second.
    private static final double RISE = 0.08;

    private static final double CAPACITY_SMOOTHING = 0.05;
    private static final long MIN_RISE = 4_000;
    private static final int PACKET_BITS = 9_600;

    /// The rate runs no further ahead of what arrives: nobody knows what lies there.
    private static final double AHEAD = 1.5;

    private static final long AHEAD_BITS = 10_000;

    /// How much of what arrives without a queue the line certainly carries, and how long after a fall that is what
    /// arrives now.
    private static final double LIFT = 0.95;

    private static final long LIFT_AFTER_NANOS = 1_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private double rate;
    private double capacity = -1;

    /// Relative to the capacity in kb/s.
    private double variance = 0.4;

    private long nowNanos = Long.MIN_VALUE;
    private long fellNanos = NEVER;
    private boolean rising = true;

    DelayControl(long first) {
        rate = first;
    }

    long rate() {
        return (long) rate;
    }

    boolean hasNotFallen() {
        return fellNanos == NEVER;
    }

    long fellNanos() {
        return fellNanos;
    }

    /// A probe found this much.
    void found(long bits) {
        rate = Math.max(rate, bits);
        capacity = -1;
    }

    /// @param acked what arrives; negative when unknown
    /// @param clear no packet waits on the line
    /// @param idle  so little is sent that what arrives says little about the line
    void update(DelayTrend.Usage usage, long acked, boolean clear, boolean idle, long now, long roundTripNanos) {
        double seconds = nowNanos == Long.MIN_VALUE ? 0 : Math.min((now - nowNanos) / 1e9, 1);
        nowNanos = now;
        switch (usage) {
            case OVER -> {
                rising = false;
                boolean soon = now - fellNanos < Math.clamp(roundTripNanos, 10_000_000L, 200_000_000L);
                if (!soon || acked >= 0 && acked < rate / 2) {
                    fall(acked, idle, now);
                }
            }
            case UNDER -> rising = false;
            case NORMAL -> {
                if (rising) {
                    rise(acked, seconds, roundTripNanos);
                }
                if (clear && LIFT * acked > rate && now - fellNanos > LIFT_AFTER_NANOS) {
                    // More than the estimate comes through, and nothing waits: the fall was a mistake.
                    rate = LIFT * acked;
                }
                rising = true;
            }
        }
    }

    private void fall(long acked, boolean idle, long now) {
        double below = FALL * (acked < 0 || idle ? rate : acked);
        if (below < rate) {
            rate = below;
        }
        if (acked > 0 && !idle) {
            if (capacity > 0 && acked < capacity - 3 * deviation()) {
                capacity = -1;
            }
            learn(acked);
        }
        fellNanos = now;
    }

    private void rise(long acked, double seconds, long roundTripNanos) {
        if (capacity > 0 && acked > capacity + 3 * deviation()) {
            capacity = -1;
        }
        double risen;
        if (capacity > 0) {
            double response = roundTripNanos / 1e9 + 0.1;
            risen = rate + Math.max(MIN_RISE, PACKET_BITS / response) * seconds;
        } else {
            risen = rate * Math.pow(1 + RISE, seconds) + 1_000 * seconds;
        }
        double limit = acked < 0 ? risen : AHEAD * acked + AHEAD_BITS;
        rate = Math.max(rate, Math.min(risen, limit));
    }

    private void learn(double acked) {
        if (capacity < 0) {
            capacity = acked;
            return;
        }
        double off = capacity - acked;
        capacity -= CAPACITY_SMOOTHING * off;
        double kilo = Math.max(capacity / 1_000, 1);
        double error = off / 1_000;
        variance =
                Math.clamp((1 - CAPACITY_SMOOTHING) * variance + CAPACITY_SMOOTHING * error * error / kilo, 0.4, 2.5);
    }

    private double deviation() {
        return Math.sqrt(variance * capacity / 1_000) * 1_000;
    }
}
