package org.yizhan.media.transport;

import org.yizhan.media.rtp.Bytes;

/// Runs the preferred cipher until the virtual machine has compiled it. Interpreted, a packet
/// takes a hundred times as long: the first meeting of the day would queue its own packets, and the encoders,
/// which take the delay for a narrow line, would fall to a fifth of what it carries.
final class SrtpExercise {

    private static final int PACKETS = 20_000;
    private static final int PACKET_BYTES = 1_100;
    private static final int HEADER_BYTES = 12;

    private SrtpExercise() {}

    static void run() {
        SrtpProfile profile = SrtpProfile.values()[0];
        var sender = new SrtpSession(SrtpKeys.of(profile, new byte[SrtpKeys.length(profile)]), false);
        var receiver = new SrtpSession(SrtpKeys.of(profile, new byte[SrtpKeys.length(profile)]), true);
        byte[] packet = new byte[PACKET_BYTES + SrtpSession.OVERHEAD];
        for (int i = 0; i < PACKETS; i++) {
            packet[0] = (byte) 0x80;
            packet[1] = 96;
            Bytes.put16(packet, 2, i);
            int length = sender.protect(packet, 0, PACKET_BYTES);
            if (receiver.unprotect(packet, 0, length) < HEADER_BYTES) {
                throw new IllegalStateException("a packet of ours is not authentic to us");
            }
        }
        sender.close();
        receiver.close();
    }
}
