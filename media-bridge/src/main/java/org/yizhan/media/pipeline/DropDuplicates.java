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
        return stream.seen().add(in.sequence);
    }
}
