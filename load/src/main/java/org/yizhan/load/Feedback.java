package org.yizhan.load;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Transport-wide congestion feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01) about what a connection
/// received, if the server numbers its packets: a browser sends it too, and its cost belongs to the server's.
final class Feedback {

    private static final int MAX = 500;

    /// With so much to tell, a feedback is due whenever the last one was.
    private static final int MUCH = 250;

    private static final long PERIOD_NANOS = 50_000_000;
    private static final int TICK_NANOS = 250_000;
    private static final long REFERENCE_NANOS = 64_000_000;

    private final long[] arrived = new long[MAX];
    private int first = -1;
    private int count;
    private int number;
    private long saidNanos;
    private int media;

    /// On the receiving thread.
    synchronized void received(byte[] packet, long now) {
        int counter = counter(packet);
        if (counter < 0) {
            return;
        }
        media = Srtp.number(packet, 8);
        if (first < 0) {
            first = counter;
        }
        int index = counter - first & 0xFFFF;
        if (index >= MAX) {
            if (index < 1 << 15) {
                begin(counter);
                arrived[0] = now;
                count = 1;
            }
            return;
        }
        arrived[index] = now;
        count = Math.max(count, index + 1);
    }

    /// More was lost, or came before there was time to tell, than fits: what was to be told of it is not told.
    private void begin(int counter) {
        Arrays.fill(arrived, 0);
        first = counter;
    }

    private static int counter(byte[] packet) {
        if ((packet[0] & 0x10) == 0 || packet[12] != (byte) 0xBE) {
            return -1;
        }
        int at = 16 + 4 * (packet[0] & 0x0F);
        int end = at + 4 * ((packet[at - 2] & 0xFF) << 8 | packet[at - 1] & 0xFF);
        while (at < end) {
            int head = packet[at] & 0xFF;
            if (head >> 4 == Connection.COUNTER) {
                return (packet[at + 1] & 0xFF) << 8 | packet[at + 2] & 0xFF;
            }
            at += head == 0 ? 1 : 2 + (head & 0x0F);
        }
        return -1;
    }

    /// Writes a feedback when it is time; on the sending thread.
    ///
    /// @return its length; 0 for none
    synchronized int write(byte[] out, int ssrc, long now) {
        if (count == 0 || count < MUCH && now - saidNanos < PERIOD_NANOS) {
            return 0;
        }
        saidNanos = now;
        ByteBuffer to = ByteBuffer.wrap(out);
        long reference = base() / REFERENCE_NANOS;
        to.put((byte) 0x8F).put((byte) 205).putShort((short) 0).putInt(ssrc).putInt(media);
        to.putShort((short) first).putShort((short) count);
        to.putInt((int) reference << 8 | number++ & 0xFF);
        for (int i = 0; i < count; i += 7) {
            int chunk = 0xC000;
            for (int k = 0; k < 7 && i + k < count; k++) {
                chunk |= (arrived[i + k] == 0 ? 0 : 2) << 12 - 2 * k;
            }
            to.putShort((short) chunk);
        }
        long last = reference * REFERENCE_NANOS / TICK_NANOS;
        for (int i = 0; i < count; i++) {
            if (arrived[i] != 0) {
                long ticks = arrived[i] / TICK_NANOS;
                to.putShort((short) (ticks - last));
                last = ticks;
                arrived[i] = 0;
            }
        }
        while (to.position() % 4 != 0) {
            to.put((byte) 0);
        }
        to.putShort(2, (short) (to.position() / 4 - 1));
        first = first + count & 0xFFFF;
        count = 0;
        return to.position();
    }

    private long base() {
        for (int i = 0; i < count; i++) {
            if (arrived[i] != 0) {
                return arrived[i];
            }
        }
        return 0;
    }
}
