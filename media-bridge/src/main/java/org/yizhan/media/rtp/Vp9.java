package org.yizhan.media.rtp;

/// The VP9 payload descriptor (RFC 9628 §4.2), read in place.
public final class Vp9 {

    private static final int PICTURE_ID = 0x80;
    private static final int INTER = 0x40;
    private static final int LAYERS = 0x20;
    private static final int FLEXIBLE = 0x10;
    private static final int BEGIN = 0x08;
    private static final int END = 0x04;
    private static final int STRUCTURE = 0x02;

    /// References that a frame of flexible mode names at most.
    private static final int MAX_REFERENCES = 3;

    private Vp9() {}

    /// Length of the descriptor before the VP9 data, or -1 when the payload is no VP9 packet.
    public static int descriptorLength(byte[] array, int offset, int length) {
        if (length < 1) {
            return -1;
        }
        int first = array[offset];
        int end = offset + length;
        int at = offset + 1 + pictureIdLength(array, offset, length);
        if ((first & LAYERS) != 0) {
            at += (first & FLEXIBLE) != 0 ? 1 : 2;
        }
        if ((first & FLEXIBLE) != 0 && (first & INTER) != 0) {
            int references = 0;
            boolean more = true;
            while (more) {
                if (at >= end || ++references > MAX_REFERENCES) {
                    return -1;
                }
                more = (array[at++] & 1) != 0;
            }
        }
        if ((first & STRUCTURE) != 0) {
            at = afterStructure(array, at, end);
        }
        return at >= 0 && at < end ? at - offset : -1;
    }

    /// The scalability structure (§4.2.1): sizes of the spatial layers, and a pattern of pictures.
    private static int afterStructure(byte[] array, int begin, int end) {
        if (begin >= end) {
            return -1;
        }
        int flags = array[begin];
        int at = begin + 1;
        if ((flags & 0x10) != 0) {
            at += 4 * ((flags >> 5 & 7) + 1);
        }
        if ((flags & 0x08) == 0) {
            return at;
        }
        if (at >= end) {
            return -1;
        }
        int pictures = array[at++] & 0xFF;
        for (int i = 0; i < pictures; i++) {
            if (at >= end) {
                return -1;
            }
            at += 1 + (array[at] >> 2 & 3);
        }
        return at;
    }

    /// Whether this packet begins a key frame: the lowest spatial layer's frame begins here, and no picture before it
    /// is needed.
    public static boolean startsKeyframe(byte[] array, int offset, int length) {
        return startsFrame(array, offset, length)
                && (array[offset] & INTER) == 0
                && descriptorLength(array, offset, length) > 0;
    }

    /// Whether this packet begins a frame of the lowest spatial layer.
    public static boolean startsFrame(byte[] array, int offset, int length) {
        return length > 0 && (array[offset] & BEGIN) != 0 && spatialLayer(array, offset, length) == 0;
    }

    /// Whether this packet ends a frame.
    public static boolean endsFrame(byte[] array, int offset, int length) {
        return length > 0 && (array[offset] & END) != 0;
    }

    /// Which spatial layer the packet belongs to; 0 for the lowest, and where there are none.
    public static int spatialLayer(byte[] array, int offset, int length) {
        if (length < 1 || (array[offset] & LAYERS) == 0) {
            return 0;
        }
        int at = 1 + pictureIdLength(array, offset, length);
        return at < length ? array[offset + at] >> 1 & 7 : 0;
    }

    /// The picture id of the packet, or -1 when it has none. Seven or fifteen bits, as [#pictureIdBits] says.
    public static int pictureId(byte[] array, int offset, int length) {
        return switch (pictureIdBits(array, offset, length)) {
            case 7 -> array[offset + 1] & 0x7F;
            case 15 -> Bytes.u16(array, offset + 1) & 0x7FFF;
            default -> -1;
        };
    }

    /// How many bits the picture id has: 0 (none, or cut off), 7 or 15.
    public static int pictureIdBits(byte[] array, int offset, int length) {
        int bytes = pictureIdLength(array, offset, length);
        return bytes == 0 || length < 1 + bytes ? 0 : bytes * 8 - 1;
    }

    private static int pictureIdLength(byte[] array, int offset, int length) {
        if (length < 2 || (array[offset] & PICTURE_ID) == 0) {
            return length > 0 && (array[offset] & PICTURE_ID) != 0 ? 1 : 0;
        }
        return (array[offset + 1] & 0x80) != 0 ? 2 : 1;
    }
}
