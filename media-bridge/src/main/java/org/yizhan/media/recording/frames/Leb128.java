package org.yizhan.media.recording.frames;

import java.io.ByteArrayOutputStream;

/// Numbers of AV1 in seven bits a byte, the lowest first (AV1 Bitstream Specification, §4.10.5).
final class Leb128 {

    /// What a number takes at most.
    private static final int MAX_BYTES = 8;

    private final byte[] bytes;
    private int at;

    Leb128(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /// Where the next byte is; may be behind the end.
    int at() {
        return at;
    }

    void skip(int count) {
        at += count;
    }

    /// @return -1: the bytes end within it
    long next() {
        long value = 0;
        for (int i = 0; i < MAX_BYTES && at < bytes.length; i++) {
            int next = bytes[at++];
            value |= (long) (next & 0x7F) << 7 * i;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        return -1;
    }

    /// An OBU that tells its size.
    ///
    /// @param unit whose header is the first byte or the first two
    /// @param from where its content begins
    static byte[] sized(byte[] unit, int from, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 8);
        out.write(unit[0] | 0x02);
        if ((unit[0] & 0x04) != 0) {
            out.write(unit[1]);
        }
        int rest = length;
        while (rest >= 0x80) {
            out.write(rest | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        out.write(unit, from, length);
        return out.toByteArray();
    }
}
