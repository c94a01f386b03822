package org.yizhan.media.pipeline;

/// Keeps the numbers of receiver reports, and how much the stream carries.
record CountReception() implements Stage {

    @Override
    public boolean take(Incoming in) {
        ReceiveStream stream = in.stream();
        stream.reception()
                .received(in.sequence, in.packet.timestamp(), in.arrivalNanos, in.retransmitted || in.redundant);
        stream.carried(in.length, in.arrivalNanos);
        return true;
    }
}
