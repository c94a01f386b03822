package org.yizhan.media.rtp;

/// Writes RTP headers.
public final class RtpHeader {

    private RtpHeader() {}

    /// Writes a header without extensions and returns its length.
    public static int write(byte[] out, boolean marker, int payloadType, int sequence, long timestamp, long ssrc) {
        out[0] = (byte) 0x80;
        out[1] = (byte) ((marker ? 0x80 : 0) | payloadType);
        Bytes.put16(out, 2, sequence);
        Bytes.put32(out, 4, timestamp);
        Bytes.put32(out, 8, ssrc);
        return RtpPacket.FIXED_HEADER;
    }

    /// Adds one header extension element of one byte (RFC 8285 one-byte form) to a header that has none.
    ///
    /// @return the header's length with it
    public static int addExtension(byte[] out, int id, byte value) {
        out[0] |= 0x10;
        int at = RtpPacket.FIXED_HEADER;
        Bytes.put16(out, at, 0xBEDE);
        Bytes.put16(out, at + 2, 1);
        out[at + 4] = (byte) (id << 4);
        out[at + 5] = value;
        out[at + 6] = 0;
        out[at + 7] = 0;
        return at + 8;
    }
}
