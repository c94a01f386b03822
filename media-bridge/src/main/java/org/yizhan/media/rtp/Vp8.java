package org.yizhan.media.rtp;

/// The VP8 payload descriptor (RFC 7741 §4.2), read in place.
public final class Vp8 {

    private Vp8() {}

    /// Length of the descriptor before the VP8 data, or -1 when the payload is no VP8 packet.
    public static int descriptorLength(byte[] array, int offset, int length) {
        if (length < 1) {
            return -1;
        }
        int size = 1;
        if ((array[offset] & 0x80) != 0) {
            if (length < 2) {
                return -1;
            }
            int flags = array[offset + 1];
            size = 2;
            if ((flags & 0x80) != 0) {
                if (length <= size) {
                    return -1;
                }
                size += (array[offset + size] & 0x80) != 0 ? 2 : 1;
            }
            if ((flags & 0x40) != 0) {
                size++;
            }
            if ((flags & 0x30) != 0) {
                size++;
            }
        }
        return size < length ? size : -1;
    }

    /// Whether this packet begins a frame: S set, partition 0.
    public static boolean startsFrame(byte[] array, int offset, int length) {
        return length > 0 && (array[offset] & 0x1F) == 0x10;
    }

    /// Whether this packet begins a key frame.
    public static boolean startsKeyframe(RtpPacket packet) {
        return startsKeyframe(packet.array(), packet.payloadOffset(), packet.payloadLength());
    }

    /// The same of a payload.
    public static boolean startsKeyframe(byte[] array, int offset, int length) {
        int size = startsFrame(array, offset, length) ? descriptorLength(array, offset, length) : -1;
        return size > 0 && (array[offset + size] & 0x01) == 0;
    }

    /// The picture id of the packet, or -1 when it has none. Seven or fifteen bits, as [#pictureIdBits] says.
    public static int pictureId(byte[] array, int offset, int length) {
        int bits = pictureIdBits(array, offset, length);
        return bits == 0 ? -1 : bits == 7 ? array[offset + 2] & 0x7F : Bytes.u16(array, offset + 2) & 0x7FFF;
    }

    /// How many bits the picture id has: 0 (none), 7 or 15. [#descriptorLength] must have found a descriptor
    /// here.
    public static int pictureIdBits(byte[] array, int offset, int length) {
        if (length < 4 || (array[offset] & 0x80) == 0 || (array[offset + 1] & 0x80) == 0) {
            return 0;
        }
        return (array[offset + 2] & 0x80) != 0 ? 15 : 7;
    }

    /// Adds `pictures` to the picture id and `layers` to the index of the base layer's picture, where there are
    /// such, in place, wrapping around in their own widths.
    public static void shift(byte[] array, int offset, int length, int pictures, int layers) {
        int size = descriptorLength(array, offset, length);
        if (size < 0 || (array[offset] & 0x80) == 0) {
            return;
        }
        int at = offset + 2;
        switch (pictureIdBits(array, offset, length)) {
            case 15 -> {
                Bytes.put16(array, at, 0x8000 | Bytes.u16(array, at) + pictures & 0x7FFF);
                at += 2;
            }
            case 7 -> {
                array[at] = (byte) (array[at] + pictures & 0x7F);
                at++;
            }
            default -> {}
        }
        if ((array[offset + 1] & 0x40) != 0) {
            array[at] += (byte) layers;
        }
    }

    /// The index of the base layer's picture (TL0PICIDX), or -1 when there is none.
    public static int baseLayerIndex(byte[] array, int offset, int length) {
        int size = descriptorLength(array, offset, length);
        if (size < 0 || (array[offset] & 0x80) == 0 || (array[offset + 1] & 0x40) == 0) {
            return -1;
        }
        return array[offset + 2 + (pictureIdBits(array, offset, length) + 1) / 8] & 0xFF;
    }
}
