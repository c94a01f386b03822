package org.yizhan.media.congestion;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.yizhan.media.pipeline.Arrivals;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.Sequence;
import org.yizhan.media.rtp.TransportFeedback;

/// When the packets of one connection came in, until the sender has been told: from that its encoder learns
/// what the line carries. Not thread-safe.
public final class ArrivalLog implements Arrivals {

    /// Four seconds at 20 Mb/s. What is older is not told any more.
    private static final int SIZE = 8_192;

    /// A feedback this often lets an encoder follow the line without costing it much.
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    /// How late a packet may come and still be told as received.
    private static final long MAX_LATE = 1_000;

    /// Bytes of the longest feedback.
    private static final int WORST_CASE = 1_000;

    private final long[] ticks = new long[SIZE];
    private final long[] window = new long[TransportFeedback.MAX_PACKETS];
    private final Sequence sequence = new Sequence();
    private long next = -1;
    private long toldNanos;
    private int number;

    public ArrivalLog() {
        Arrays.fill(ticks, TransportFeedback.LOST);
    }

    @Override
    public void arrived(int counter, long nanos) {
        long before = sequence.highest();
        boolean first = sequence.isEmpty();
        long unwrapped = sequence.unwrap(counter);
        if (first) {
            next = unwrapped;
        } else if (unwrapped > before) {
            for (long lost = Math.max(before + 1, unwrapped - SIZE + 1); lost < unwrapped; lost++) {
                ticks[(int) (lost % SIZE)] = TransportFeedback.LOST;
            }
        } else if (unwrapped < before - MAX_LATE) {
            return;
        } else if (unwrapped < next) {
            // It was told as lost: told again, with everything after it.
            next = unwrapped;
        }
        ticks[(int) (unwrapped % SIZE)] = nanos / TransportFeedback.TICK_NANOS;
    }

    /// Adds a feedback to `out` when it is time for one and there is something to tell.
    ///
    /// @param sender our SSRC
    /// @param media  any SSRC of the peer's
    /// @return whether there was
    public boolean tell(RtcpWriter out, long sender, long media, long nowNanos) {
        if (sequence.isEmpty() || next > sequence.highest() || nowNanos - toldNanos < PERIOD_NANOS) {
            return false;
        }
        next = Math.max(next, sequence.highest() - SIZE + 1);
        int count = (int) Math.min(sequence.highest() - next + 1, window.length);
        for (int i = 0; i < count; i++) {
            window[i] = ticks[(int) ((next + i) % SIZE)];
        }
        int told = TransportFeedback.write(out, sender, media, (int) next & 0xFFFF, number & 0xFF, window, count);
        if (told == 0) {
            // A whole window without one arrival says nothing that a later gap does not say too.
            next += out.room() > WORST_CASE ? count : 0;
            return false;
        }
        number++;
        next += told;
        // With more to tell than fits, the rest follows at once.
        toldNanos = next > sequence.highest() ? nowNanos : toldNanos;
        return true;
    }
}
