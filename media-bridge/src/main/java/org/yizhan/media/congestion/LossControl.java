package org.yizhan.media.congestion;

/// The rate that loss allows (draft-ietf-rmcat-gcc-02 §6): it rises with little loss, stays with some, falls with
/// much. A line that loses the same share whatever is sent (bad radio) is not helped by sending less: the least
/// loss of late is taken for the line's own. Bits a second. Not thread-safe.
final class LossControl {

    /// No more than this hurts nobody.
    static final double LITTLE = 0.02;
    private static final double MUCH = 0.10;

    /// Of fewer packets so many may be lost by chance that nothing follows.
    private static final int MIN_PACKETS = 60;

    private static final long UPDATE_NANOS = 200_000_000L;
    private static final long PAUSE_NANOS = 300_000_000L;

    /// The line's own loss is the least of so many stretches of [#UPDATE_NANOS] and more.
    private static final int MEMORY = 40;

    private static final double RISE = 0.08;

    /// A line that loses more than this by itself is of no use anyway.
    private static final double MAX_OWN = 0.12;

    /// With so much loss, what arrives is what the line carries.
    private static final double DELUGE = 0.3;

    private final double[] lately = new double[MEMORY];
    private static final long NEVER = Long.MIN_VALUE / 2;

    private double rate;
    private double smoothed;
    private int stretches;
    private long lost;
    private long told;
    private long sinceNanos = Long.MIN_VALUE;
    private long fellNanos = NEVER;

    LossControl(long first) {
        rate = first;
    }

    long rate() {
        return (long) rate;
    }

    /// Of late, 0 to 1.
    double loss() {
        return smoothed;
    }

    boolean hasNotFallen() {
        return fellNanos == NEVER;
    }

    long fellNanos() {
        return fellNanos;
    }

    void found(long bits) {
        rate = Math.max(rate, bits);
    }

    /// @param lostNow may be negative: what was told lost came after all
    void told(int lostNow, int arrivedNow) {
        lost += lostNow;
        told += lostNow + arrivedNow;
    }

    /// @param queue whether packets wait on the line: then loss is not the line's own
    /// @param acked what arrives; negative when unknown
    /// @param most  how far the rate may rise
    void update(long now, long roundTripNanos, boolean queue, long acked, long most) {
        if (sinceNanos == Long.MIN_VALUE) {
            sinceNanos = now;
        }
        if (told < MIN_PACKETS || now - sinceNanos < UPDATE_NANOS) {
            return;
        }
        double seconds = Math.min((now - sinceNanos) / 1e9, 1);
        double share = Math.clamp(lost / (double) told, 0, 1);
        lost = 0;
        told = 0;
        sinceNanos = now;
        smoothed = stretches == 0 ? share : 0.7 * smoothed + 0.3 * share;
        lately[stretches++ % MEMORY] = smoothed;
        double own = queue ? 0 : own();
        if (share <= LITTLE + own) {
            rate = Math.max(rate, Math.min(rate * Math.pow(1 + RISE, seconds) + 1_000 * seconds, most));
        } else if (Math.min(share, smoothed) > MUCH + own && now - fellNanos >= PAUSE_NANOS + roundTripNanos) {
            rate *= 1 - 0.5 * (share - own);
            rate = smoothed > DELUGE && acked > 0 ? Math.min(rate, acked) : rate;
            fellNanos = now;
        }
    }

    private double own() {
        if (stretches < MEMORY / 4) {
            return 0;
        }
        double least = 1;
        for (int i = 0; i < Math.min(stretches, MEMORY); i++) {
            least = Math.min(least, lately[i]);
        }
        return Math.min(least, MAX_OWN);
    }
}
