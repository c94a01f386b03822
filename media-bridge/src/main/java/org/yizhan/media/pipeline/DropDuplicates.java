package org.yizhan.media.pipeline;

/// Lets each packet on once. The network and retransmission both double packets; SRTP's own check sees neither
/// across streams.
record DropDuplicates() implements Stage {

    @Override
    public boolean take(Incoming in) {
        ReceiveStream stream = in.stream();
        in.sequence = stream.sequence().peek(in.packet.sequenceNumber());
        // What is sent again was sent before: whoever says otherwise must not move the stream.
        if (in.retransmitted
                && (stream.sequence().isEmpty()
                        || in.sequence > stream.sequence().highest())) {
            return false;
        }
        if (stream.seen().add(in.sequence)) {
            return true;
        }
        if (!in.retransmitted && !in.redundant) {
            // The line carried it, if too late to be of use (RFC 3550 §6.4.1 counts such packets, too).
            stream.reception().received(in.sequence, in.packet.timestamp(), in.arrivalNanos, false);
        }
        return false;
    }
}
