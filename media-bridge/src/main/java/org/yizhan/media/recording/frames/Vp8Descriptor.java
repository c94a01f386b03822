package org.yizhan.media.recording.frames;

import org.jspecify.annotations.Nullable;

/// The payload descriptor in front of every VP8 packet (RFC 7741 §4.2).
///
/// @param length       bytes it takes
/// @param frameStart   the packet begins a frame
/// @param pictureId    7 or 15 bits; -1 when absent
/// @param pictureIdMask 0x7f or 0x7fff: where the picture id starts again
record Vp8Descriptor(int length, boolean frameStart, int pictureId, int pictureIdMask) {

    /// @return null when the bytes end inside the descriptor or nothing follows it
    static @Nullable Vp8Descriptor parse(byte[] payload) {
        Reader in = new Reader(payload);
        int first = in.next();
        boolean extended = (first & 0x80) != 0;
        boolean start = (first & 0x10) != 0 && (first & 0x0f) == 0;
        int pictureId = -1;
        int mask = 0;
        if (extended) {
            int present = in.next();
            if ((present & 0x80) != 0) {
                int high = in.next();
                boolean two = (high & 0x80) != 0;
                pictureId = two ? (high & 0x7f) << 8 | in.next() : high;
                mask = two ? 0x7fff : 0x7f;
            }
            if ((present & 0x40) != 0) {
                in.next(); // TL0PICIDX
            }
            if ((present & 0x30) != 0) {
                in.next(); // TID, Y, KEYIDX
            }
        }
        return in.at < payload.length ? new Vp8Descriptor(in.at, start, pictureId, mask) : null;
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        int next() {
            int value = at < bytes.length ? bytes[at] & 0xff : 0;
            at++;
            return value;
        }
    }
}
