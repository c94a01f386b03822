package org.yizhan.media.rtp;

/// H.264 in RTP (RFC 6184), read in place: single NAL units, and in packetization mode 1 those of type STAP-A, which
/// holds several whole ones, and FU-A, which holds a piece of one.
public final class H264 {

    /// A slice of a picture that needs no other (IDR).
    public static final int IDR = 5;

    /// Sequence parameter set: how the pictures after it are coded, their size among it.
    public static final int SPS = 7;

    /// Picture parameter set.
    public static final int PPS = 8;

    /// The last type that is a NAL unit by itself.
    public static final int LAST_SINGLE = 23;

    public static final int STAP_A = 24;
    public static final int FU_A = 28;

    private static final int FU_START = 0x80;

    private H264() {}

    /// Type of the NAL unit, or of the packet, that begins with this byte.
    public static int type(int first) {
        return first & 0x1F;
    }

    /// Whether this packet begins a key frame. Of each, a WebRTC sender sends the sequence parameter set first
    /// (RFC 7742 §6.2: in the stream, never in the description alone), and so a receiver can begin where one
    /// begins.
    public static boolean startsKeyframe(byte[] array, int offset, int length) {
        if (length < 2) {
            return false;
        }
        return switch (type(array[offset])) {
            case SPS -> true;
            case STAP_A -> holdsParameters(array, offset + 1, offset + length);
            case FU_A -> (array[offset + 1] & FU_START) != 0 && type(array[offset + 1]) == SPS;
            default -> false;
        };
    }

    private static boolean holdsParameters(byte[] array, int begin, int end) {
        int at = begin;
        while (at + 3 <= end) {
            if (type(array[at + 2]) == SPS) {
                return true;
            }
            at += 2 + Bytes.u16(array, at);
        }
        return false;
    }
}
