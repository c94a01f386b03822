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

    /// Where in a packet the transport-wide number lies that [#addExtensions] leaves room for.
    public static final int COUNTER_AT = RtpPacket.FIXED_HEADER + 5;

    /// Bytes of a packet that [#addPadding] makes of a header with a transport-wide number.
    public static final int PADDING_PACKET = RtpPacket.FIXED_HEADER + 8 + 255;

    /// Adds header extensions (RFC 8285 one-byte form) to a header that has none.
    ///
    /// @param counter id of the transport-wide number, which is to be written at [#COUNTER_AT] when the packet
    ///                leaves; 0 for none
    /// @param level   id of the audio level; 0 for none
    /// @return the header's length with them
    public static int addExtensions(byte[] out, int counter, int level, byte value) {
        int start = RtpPacket.FIXED_HEADER + 4;
        int at = start;
        if (counter > 0) {
            out[at] = (byte) (counter << 4 | 1);
            at += 3;
        }
        if (level > 0) {
            out[at] = (byte) (level << 4);
            out[at + 1] = value;
            at += 2;
        }
        if (at == start) {
            return RtpPacket.FIXED_HEADER;
        }
        int words = (at - start + 3) / 4;
        while (at < start + 4 * words) {
            out[at++] = 0;
        }
        out[0] |= 0x10;
        Bytes.put16(out, RtpPacket.FIXED_HEADER, 0xBEDE);
        Bytes.put16(out, RtpPacket.FIXED_HEADER + 2, words);
        return at;
    }

    /// Makes a header a packet of nothing but padding.
    ///
    /// @param length of the header
    /// @return the packet's length
    public static int addPadding(byte[] out, int length) {
        out[0] |= 0x20;
        java.util.Arrays.fill(out, length, length + 255, (byte) 0);
        out[length + 254] = (byte) 255;
        return length + 255;
    }
}
