package org.yizhan.media.recording.frames;

/// Reads bits from the highest to the lowest. Past the end it reads zeroes and says so: what is cut off needs one
/// look at the end, not one at each value.
final class BitReader {

    private final byte[] bytes;
    private final int endBit;
    private int at;

    BitReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset * 8;
        this.endBit = (offset + length) * 8;
    }

    /// Whether more was read than there is.
    boolean isShort() {
        return at > endBit;
    }

    boolean flag() {
        return bits(1) == 1;
    }

    /// @param count 32 at most
    long bits(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            int bit = at < endBit ? bytes[at >> 3] >> 7 - (at & 7) & 1 : 0;
            value = value << 1 | bit;
            at++;
        }
        return value;
    }

    /// An unsigned number in exponential Golomb code (ITU-T H.264 §9.1).
    long golomb() {
        int zeroes = 0;
        while (zeroes < 32 && !isShort() && !flag()) {
            zeroes++;
        }
        return (1L << zeroes) - 1 + bits(zeroes);
    }

    /// A signed one (§9.1.1).
    long signedGolomb() {
        long code = golomb();
        return (code & 1) == 0 ? -(code >> 1) : code + 1 >> 1;
    }

    /// AV1's variable length code (§4.10.3), which counts its zeroes likewise.
    long uvlc() {
        return golomb();
    }
}
