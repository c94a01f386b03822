package org.yizhan.media.pipeline;

import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.RtpPacket;

/// The latest packets of one received stream, as they came: whoever was sent them may ask for one again. One
/// cache a source, however many receive it.
public final class PacketCache {

    /// Two to three seconds of pictures at 1.5 Mb/s.
    static final int SIZE = 512;

    /// Longer packets than a path carries do not come; they are not kept.
    private static final int MAX_PACKET = 1_500;

    private final byte[][] packets = new byte[SIZE][];
    private final int[] lengths = new int[SIZE];
    private final RtpPacket view = new RtpPacket();

    void put(RtpPacket packet) {
        int at = packet.sequenceNumber() % SIZE;
        if (packet.length() > MAX_PACKET) {
            lengths[at] = 0;
            return;
        }
        byte[] kept = packets[at];
        if (kept == null || kept.length < packet.length()) {
            kept = new byte[packet.length() > 600 ? MAX_PACKET : 600];
            packets[at] = kept;
        }
        System.arraycopy(packet.array(), packet.offset(), kept, 0, packet.length());
        lengths[at] = packet.length();
    }

    /// The packet with this sequence number of the source, or null. Valid until the next call.
    @Nullable
    public RtpPacket get(int sequenceNumber) {
        int at = (sequenceNumber & 0xFFFF) % SIZE;
        byte[] kept = packets[at];
        if (kept == null || lengths[at] == 0 || !view.wrap(kept, 0, lengths[at])) {
            return null;
        }
        return view.sequenceNumber() == (sequenceNumber & 0xFFFF) ? view : null;
    }
}
