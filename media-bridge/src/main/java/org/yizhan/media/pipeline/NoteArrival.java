package org.yizhan.media.pipeline;

import org.yizhan.media.rtp.Bytes;

/// Tells congestion control of every packet, whatever becomes of it: retransmissions and padding took their
/// time on the line too.
record NoteArrival(Arrivals arrivals, int extension) implements Stage {

    @Override
    public boolean take(Incoming in) {
        int at = in.packet.extension(extension, 2);
        if (at >= 0) {
            arrivals.arrived(Bytes.u16(in.array, at), in.arrivalNanos);
        }
        return true;
    }
}
