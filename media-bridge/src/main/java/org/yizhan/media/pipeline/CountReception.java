package org.yizhan.media.pipeline;

/// Keeps the numbers of receiver reports.
record CountReception() implements Stage {

    @Override
    public boolean take(Incoming in) {
        in.stream().reception().received(in.sequence, in.packet.timestamp(), in.arrivalNanos, in.retransmitted);
        return true;
    }
}
