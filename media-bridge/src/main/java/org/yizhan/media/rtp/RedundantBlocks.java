package org.yizhan.media.rtp;

/// Reads the payload of redundant sound (RFC 2198): frames that were sent before, oldest first, and the new one
/// last. A view, reused for packet after packet. Not thread-safe.
public final class RedundantBlocks {

    /// More frames than this in one packet are not looked at; browsers send two.
    public static final int MOST = 4;

    private static final int LONG_HEADER = 4;

    private final int[] types = new int[MOST];
    private final int[] offsets = new int[MOST];
    private final int[] starts = new int[MOST];
    private final int[] lengths = new int[MOST];
    private int count;

    /// @return whether this is such a payload; nothing is to be read otherwise
    public boolean read(RtpPacket packet) {
        return read(packet.array(), packet.payloadOffset(), packet.payloadLength());
    }

    private boolean read(byte[] array, int from, int length) {
        int end = from + length;
        int at = from;
        count = 0;
        while (at < end && (array[at] & 0x80) != 0) {
            if (count == MOST - 1 || at + LONG_HEADER > end) {
                return false;
            }
            int word = Bytes.u24(array, at + 1);
            types[count] = array[at] & 0x7F;
            offsets[count] = word >> 10;
            lengths[count++] = word & 0x3FF;
            at += LONG_HEADER;
        }
        if (at >= end) {
            return false;
        }
        types[count] = array[at++] & 0x7F;
        offsets[count] = 0;
        for (int i = 0; i < count; i++) {
            starts[i] = at;
            at += lengths[i];
        }
        starts[count] = at;
        lengths[count++] = end - at;
        return at <= end;
    }

    /// How many frames there are, at least 1; the last is the new one.
    public int count() {
        return count;
    }

    /// Payload type of a frame.
    public int type(int block) {
        return types[block];
    }

    /// How much earlier than the packet the frame was, in ticks of its clock.
    public int ticksBefore(int block) {
        return offsets[block];
    }

    /// Where the frame begins in the packet's array.
    public int start(int block) {
        return starts[block];
    }

    /// Bytes of a frame; 0 for one that is named but not there.
    public int length(int block) {
        return lengths[block];
    }
}
