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
    public static boolean startsFrame(RtpPacket packet) {
        return packet.payloadLength() > 0 && (packet.array()[packet.payloadOffset()] & 0x1F) == 0x10;
    }

    /// Whether this packet begins a key frame.
    public static boolean startsKeyframe(RtpPacket packet) {
        if (!startsFrame(packet)) {
            return false;
        }
        int size = descriptorLength(packet.array(), packet.payloadOffset(), packet.payloadLength());
        return size > 0 && (packet.array()[packet.payloadOffset() + size] & 0x01) == 0;
    }
}
