package org.yizhan.media.transport;

/// The 48-bit index of one stream's SRTP packets, of which they carry 16 (RFC 3711 §3.3.1), and which of the latest
/// came
/// already (§3.3.2).
final class PacketIndex {

    /// Far more than the 64 of the RFC: a fast stream on a bad line comes in disorder by more.
    private static final int WINDOW = 512;

    private final long[] seen = new long[WINDOW / 64];
    private long highest = -1;

    /// The index nearest to the highest so far; negative when it is from before the stream's beginning.
    long of(int sequenceNumber) {
        return highest < 0 ? sequenceNumber : highest + (short) (sequenceNumber - (int) highest);
    }

    long highest() {
        return highest;
    }

    /// Whether it came before or is too old to tell.
    boolean isOld(long index) {
        return index < 0 || index <= highest - WINDOW || index <= highest && isSet(index);
    }

    private boolean isSet(long index) {
        return (seen[(int) (index % WINDOW) / 64] & 1L << (index & 63)) != 0;
    }

    /// It came, and is authentic.
    void add(long index) {
        for (long i = Math.max(highest + 1, index - WINDOW + 1); i <= index; i++) {
            seen[(int) (i % WINDOW) / 64] &= ~(1L << (i & 63));
        }
        highest = Math.max(highest, index);
        seen[(int) (index % WINDOW) / 64] |= 1L << (index & 63);
    }
}
