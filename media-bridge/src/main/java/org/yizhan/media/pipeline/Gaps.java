package org.yizhan.media.pipeline;

/// The packets of one stream that are missing, and when to ask for them again.
public final class Gaps {

    /// More at once cannot be mended by sending again; a key frame costs less.
    static final int MAX_MISSING = 256;

    /// Asked for this often, a packet is given up.
    static final int MAX_TRIES = 10;

    private static final long GIVE_UP_NANOS = 1_500_000_000L;
    private static final long MIN_PAUSE_NANOS = 20_000_000L;

    /// Over a way longer than this, a question that is lost costs so much time that it is asked twice.
    private static final long LONG_WAY_NANOS = 60_000_000L;

    private static final long TWICE_NANOS = 10_000_000L;
    private static final long MAX_PAUSE_NANOS = 250_000_000L;

    private final long[] missing = new long[MAX_MISSING];
    private final long[] sinceNanos = new long[MAX_MISSING];
    private final long[] askNanos = new long[MAX_MISSING];
    private final int[] tries = new int[MAX_MISSING];
    private final int[] asked = new int[MAX_MISSING];
    private int count;
    private long highest = -1;
    private boolean gaveUp;

    void received(long sequence, long nanos) {
        if (highest < 0) {
            highest = sequence;
        } else if (sequence > highest) {
            if (sequence - highest - 1 > MAX_MISSING - count) {
                count = 0;
                gaveUp = true;
            } else {
                for (long lost = highest + 1; lost < sequence; lost++) {
                    missing[count] = lost;
                    sinceNanos[count] = nanos;
                    askNanos[count] = nanos;
                    asked[count] = 0;
                    tries[count++] = 0;
                }
            }
            highest = sequence;
        } else {
            for (int i = 0; i < count; i++) {
                if (missing[i] == sequence) {
                    remove(i, 1);
                    return;
                }
            }
        }
    }

    private void remove(int at, int many) {
        int rest = count - at - many;
        System.arraycopy(missing, at + many, missing, at, rest);
        System.arraycopy(sinceNanos, at + many, sinceNanos, at, rest);
        System.arraycopy(askNanos, at + many, askNanos, at, rest);
        System.arraycopy(tries, at + many, tries, at, rest);
        System.arraycopy(asked, at + many, asked, at, rest);
        count -= many;
    }

    /// Writes the sequence numbers to ask for now into `out`, in ascending order.
    ///
    /// @param out            room for [#MAX_MISSING]
    /// @param roundTripNanos how long an answer takes; asking sooner than that again is wasted
    /// @return how many
    int due(int[] out, long nowNanos, long roundTripNanos) {
        long pause = Math.clamp(roundTripNanos * 3 / 2, MIN_PAUSE_NANOS, MAX_PAUSE_NANOS);
        int due = 0;
        for (int i = 0; i < count; ) {
            if (tries[i] >= MAX_TRIES || nowNanos - sinceNanos[i] > GIVE_UP_NANOS) {
                remove(i, 1);
                gaveUp = true;
                continue;
            }
            if (nowNanos >= askNanos[i]) {
                out[due++] = (int) missing[i] & 0xFFFF;
                boolean again = roundTripNanos > LONG_WAY_NANOS && asked[i]++ % 2 == 0;
                askNanos[i] = nowNanos + (again ? TWICE_NANOS : pause);
                tries[i] += again ? 0 : 1;
            }
            i++;
        }
        return due;
    }

    /// Whether packets were given up since this was last asked: only a key frame helps then.
    boolean gaveUp() {
        boolean lost = gaveUp;
        gaveUp = false;
        return lost;
    }

    /// A key frame came: what was lost before it is not needed any more.
    void forgetBefore(long sequence) {
        int old = 0;
        while (old < count && missing[old] < sequence) {
            old++;
        }
        remove(0, old);
    }

    int size() {
        return count;
    }
}
