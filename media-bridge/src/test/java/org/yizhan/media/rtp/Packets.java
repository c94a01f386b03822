package org.yizhan.media.rtp;

/// Packets for tests.
public final class Packets {

    private Packets() {}

    /// An RTP packet with a payload and no extensions.
    public static byte[] rtp(int type, int sequence, long timestamp, long ssrc, boolean marker, byte... payload) {
        byte[] packet = new byte[12 + payload.length];
        RtpHeader.write(packet, marker, type, sequence, timestamp, ssrc);
        System.arraycopy(payload, 0, packet, 12, payload.length);
        return packet;
    }

    /// VP8 payload with a 15-bit picture id, beginning a frame.
    public static byte[] vp8(boolean keyframe, int picture, int... data) {
        byte[] payload = new byte[5 + data.length];
        payload[0] = (byte) 0x90;
        payload[1] = (byte) 0x80;
        Bytes.put16(payload, 2, 0x8000 | picture);
        payload[4] = (byte) (keyframe ? 0 : 1);
        for (int i = 0; i < data.length; i++) {
            payload[5 + i] = (byte) data[i];
        }
        return payload;
    }

    /// The same packet as a retransmission.
    public static byte[] rtx(byte[] packet, int type, int sequence, long ssrc) {
        byte[] wrapped = new byte[packet.length + 2];
        System.arraycopy(packet, 0, wrapped, 0, 12);
        wrapped[1] = (byte) (packet[1] & 0x80 | type);
        Bytes.put16(wrapped, 2, sequence);
        Bytes.put32(wrapped, 8, ssrc);
        System.arraycopy(packet, 2, wrapped, 12, 2);
        System.arraycopy(packet, 12, wrapped, 14, packet.length - 12);
        return wrapped;
    }

    /// With one header extension element in one-byte form.
    public static byte[] extended(byte[] packet, int id, byte... value) {
        int size = (1 + value.length + 3) / 4 * 4;
        byte[] extended = new byte[packet.length + 4 + size];
        System.arraycopy(packet, 0, extended, 0, 12);
        extended[0] |= 0x10;
        Bytes.put16(extended, 12, 0xBEDE);
        Bytes.put16(extended, 14, size / 4);
        extended[16] = (byte) (id << 4 | value.length - 1);
        System.arraycopy(value, 0, extended, 17, value.length);
        System.arraycopy(packet, 12, extended, 16 + size, packet.length - 12);
        return extended;
    }

    public static RtpPacket view(byte[] packet) {
        RtpPacket view = new RtpPacket();
        if (!view.wrap(packet, 0, packet.length)) {
            throw new IllegalArgumentException("not an RTP packet");
        }
        return view;
    }
}
