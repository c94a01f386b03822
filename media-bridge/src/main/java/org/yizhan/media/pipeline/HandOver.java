package org.yizhan.media.pipeline;

/// Gives the packet to the room.
record HandOver() implements Stage {

    @Override
    public boolean take(Incoming in) {
        if (in.packet.payloadLength() > 0) {
            in.stream().sink().packet(in.packet, in.arrivalNanos);
        } else {
            in.stream().sink().padding(in.packet, in.arrivalNanos);
        }
        return true;
    }
}
