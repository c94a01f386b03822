package org.yizhan.media.recording.frames;

import java.util.Map;
import java.util.TreeMap;

/// Hands packets on in the order of their sequence numbers. A packet that is in order passes at once; one that comes
/// early waits for those before it, so that a retransmission can still fill the hole, but no longer than a bound. Where
/// a hole had to be given up the way is long, and holes may stay open for longer.
public final class ReorderBuffer {

    /// Half a second of a 4 Mb/s picture is about 210 packets; four times that is a burst, not a stream.
    static final int MAX_WAITING = 1024;

    /// A jump that no loss explains: the sender began counting anew.
    static final int MAX_JUMP = 3000;

    /// How much longer they may, and until when after the last one was given up.
    static final int PATIENCE = 3;

    static final long PATIENT_NANOS = 30_000_000_000L;

    /// Takes the packets in order.
    public interface Output {

        /// @param lossBefore true when packets before this one are missing for good
        void packet(SourcePacket packet, boolean lossBefore);
    }

    private final long holdNanos;
    private final Output output;
    private final Unwrapped sequences = Unwrapped.sequence();
    private final TreeMap<Long, SourcePacket> waiting = new TreeMap<>();
    private long expected = -1;
    private long lost;
    private long late;
    private long gaveUpNanos = Long.MIN_VALUE / 2;

    /// @param holdNanos how long a hole may stay open; [#PATIENCE] times as long after one was given up
    public ReorderBuffer(long holdNanos, Output output) {
        this.holdNanos = holdNanos;
        this.output = output;
    }

    public void push(SourcePacket packet) {
        long sequence = sequences.next(packet.sequence());
        if (expected < 0) {
            expected = sequence;
        }
        if (Math.abs(sequence - expected) > MAX_JUMP) {
            flush();
            expected = sequence;
            output.packet(packet, true);
            expected++;
            return;
        }
        if (sequence < expected || waiting.containsKey(sequence)) {
            late++;
            return;
        }
        if (sequence == expected) {
            output.packet(packet, false);
            expected++;
            deliverConsecutive();
            return;
        }
        waiting.put(sequence, packet);
        if (waiting.size() > MAX_WAITING) {
            skipHole();
        }
    }

    /// Gives up holes that stayed open for too long.
    public void expire(long nowNanos) {
        long hold = nowNanos - gaveUpNanos < PATIENT_NANOS ? PATIENCE * holdNanos : holdNanos;
        while (!waiting.isEmpty() && nowNanos - waiting.firstEntry().getValue().arrivalNanos() >= hold) {
            skipHole();
            gaveUpNanos = nowNanos;
        }
    }

    /// Hands on everything that waits; nothing more will come.
    public void flush() {
        while (!waiting.isEmpty()) {
            skipHole();
        }
    }

    /// Packets that never came in time.
    public long lost() {
        return lost;
    }

    /// Packets that came twice or after their hole had been given up.
    public long late() {
        return late;
    }

    private void skipHole() {
        Map.Entry<Long, SourcePacket> first = waiting.pollFirstEntry();
        lost += first.getKey() - expected;
        output.packet(first.getValue(), true);
        expected = first.getKey() + 1;
        deliverConsecutive();
    }

    private void deliverConsecutive() {
        for (SourcePacket next = waiting.remove(expected); next != null; next = waiting.remove(expected)) {
            output.packet(next, false);
            expected++;
        }
    }
}
