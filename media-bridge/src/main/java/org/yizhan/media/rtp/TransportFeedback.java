package org.yizhan.media.rtp;

/// Transport-wide congestion feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01): when each packet of
/// a connection came in, counted over all its streams.
public final class TransportFeedback {

    /// Unit of the times: 250 µs.
    public static final long TICK_NANOS = 250_000;

    /// Not received.
    public static final long LOST = Long.MIN_VALUE;

    /// Packets one feedback may cover; chosen so that the worst encoding of it fits in [RtcpWriter#CAPACITY].
    public static final int MAX_PACKETS = 400;

    private static final int TICKS_A_REFERENCE = 256;

    private TransportFeedback() {}

    /// Takes what a feedback says of one packet.
    @FunctionalInterface
    public interface Reader {
        /// @param ticks arrival by the receiver's clock, modulo 2^32 ticks, or [#LOST]
        void packet(int sequenceNumber, long ticks);
    }

    /// Writes a feedback about `count` packets from `base` on, whose arrivals in ticks (or [#LOST]) are in
    /// `arrivals`. Stops before an arrival that is too far from the one before it to be encoded.
    ///
    /// @return how many packets it covers; 0 when none of them came in or the packet had no room
    public static int write(RtcpWriter out, long sender, long media, int base, int number, long[] arrivals, int count) {
        int first = 0;
        while (first < count && arrivals[first] == LOST) {
            first++;
        }
        if (first == count || count > MAX_PACKETS) {
            return 0;
        }
        long reference = Math.floorDiv(arrivals[first], TICKS_A_REFERENCE);
        int covered = covered(arrivals, count, reference * TICKS_A_REFERENCE);
        int deltas = 0;
        long previous = reference * TICKS_A_REFERENCE;
        for (int i = 0; i < covered; i++) {
            deltas += symbol(arrivals[i], previous);
            previous = arrivals[i] == LOST ? previous : arrivals[i];
        }
        int chunks = (covered + 6) / 7;
        int size = 8 + 2 * chunks + deltas;
        int padded = (size + 3) / 4 * 4;
        int at = out.feedback(15, 205, sender, media, padded);
        if (at < 0) {
            return 0;
        }
        byte[] array = out.array();
        Bytes.put16(array, at, base);
        Bytes.put16(array, at + 2, covered);
        Bytes.put24(array, at + 4, (int) (reference & 0xFFFFFF));
        array[at + 7] = (byte) number;
        body(array, at + 8, at + 8 + 2 * chunks, arrivals, covered, reference * TICKS_A_REFERENCE);
        for (int i = at + size; i < at + padded; i++) {
            array[i] = 0;
        }
        return covered;
    }

    private static int covered(long[] arrivals, int count, long reference) {
        long previous = reference;
        for (int i = 0; i < count; i++) {
            if (arrivals[i] != LOST) {
                long delta = arrivals[i] - previous;
                if (delta != (short) delta) {
                    return i;
                }
                previous = arrivals[i];
            }
        }
        return count;
    }

    /// Status chunks with two bits a packet, and the deltas. Run lengths would save a few bytes on an idle line
    /// only.
    private static void body(byte[] array, int chunkAt, int deltaAt, long[] arrivals, int count, long reference) {
        long previous = reference;
        int delta = deltaAt;
        for (int i = 0; i < count; i += 7) {
            int chunk = 0xC000;
            for (int j = i; j < Math.min(i + 7, count); j++) {
                int symbol = symbol(arrivals[j], previous);
                chunk |= symbol << 2 * (6 - (j - i));
                if (symbol == 1) {
                    array[delta] = (byte) (arrivals[j] - previous);
                } else if (symbol == 2) {
                    Bytes.put16(array, delta, (int) (arrivals[j] - previous));
                }
                delta += symbol;
                previous = symbol == 0 ? previous : arrivals[j];
            }
            Bytes.put16(array, chunkAt + 2 * (i / 7), chunk);
        }
    }

    /// The status symbol, which is also how many bytes its delta takes: 0 lost, 1 small, 2 large or negative.
    private static int symbol(long arrival, long previous) {
        if (arrival == LOST) {
            return 0;
        }
        long delta = arrival - previous;
        return delta >= 0 && delta <= 255 ? 1 : 2;
    }

    /// Reads a feedback that [RtcpListener#transportFeedback] was given.
    ///
    /// @return false when it is malformed; what stood before the fault was told all the same
    public static boolean read(byte[] array, int offset, int length, Reader reader) {
        if (length < 20) {
            return false;
        }
        int base = Bytes.u16(array, offset + 12);
        int count = Bytes.u16(array, offset + 14);
        int end = offset + length;
        int delta = afterChunks(array, offset + 20, end, count);
        if (delta < 0) {
            return false;
        }
        long ticks = (long) Bytes.u24(array, offset + 16) * TICKS_A_REFERENCE;
        int chunkAt = offset + 20;
        for (int i = 0; i < count; chunkAt += 2) {
            int chunk = Bytes.u16(array, chunkAt);
            int covers = Math.min(covers(chunk), count - i);
            for (int j = 0; j < covers; j++, i++) {
                int symbol = symbolOf(chunk, j);
                if (symbol == 3 || delta + symbol > end) {
                    return false;
                }
                ticks += symbol == 1 ? array[delta] & 0xFF : symbol == 2 ? (short) Bytes.u16(array, delta) : 0;
                delta += symbol;
                reader.packet(base + i & 0xFFFF, symbol == 0 ? LOST : ticks);
            }
        }
        return true;
    }

    private static int afterChunks(byte[] array, int from, int end, int count) {
        int at = from;
        for (int i = 0; i < count; at += 2) {
            if (at + 2 > end) {
                return -1;
            }
            int covers = covers(Bytes.u16(array, at));
            if (covers == 0) {
                return -1;
            }
            i += covers;
        }
        return at;
    }

    private static int covers(int chunk) {
        if ((chunk & 0x8000) == 0) {
            return chunk & 0x1FFF;
        }
        return (chunk & 0x4000) == 0 ? 14 : 7;
    }

    private static int symbolOf(int chunk, int index) {
        if ((chunk & 0x8000) == 0) {
            return chunk >> 13 & 3;
        }
        return (chunk & 0x4000) == 0 ? chunk >> 13 - index & 1 : chunk >> 12 - 2 * index & 3;
    }
}
