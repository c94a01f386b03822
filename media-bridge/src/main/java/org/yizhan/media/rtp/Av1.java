package org.yizhan.media.rtp;

/// AV1 in RTP (RTP Payload Format For AV1, version 1.0, §4): an aggregation header, then OBUs or pieces of them.
/// Read in place.
public final class Av1 {

    /// The packet goes on with an OBU that the one before it began.
    public static final int CONTINUES = 0x80;

    /// The packet's last OBU goes on in the next one.
    public static final int TO_BE_CONTINUED = 0x40;

    private static final int NEW_SEQUENCE = 0x08;

    private Av1() {}

    /// Number of elements that the header tells; 0 when each has its length before it.
    public static int elements(int header) {
        return header >> 4 & 3;
    }

    /// Whether this packet begins a key frame: the first of a coded video sequence, which begins with its sequence
    /// header and a frame that needs no other (§4.4, N).
    public static boolean startsKeyframe(byte[] array, int offset, int length) {
        return length > 1 && (array[offset] & NEW_SEQUENCE) != 0 && (array[offset] & CONTINUES) == 0;
    }
}
