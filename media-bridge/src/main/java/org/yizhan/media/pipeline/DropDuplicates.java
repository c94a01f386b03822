package org.yizhan.media.pipeline;

/// Lets each packet on once. The network and retransmission both double packets; SRTP's own check sees neither
/// across streams.
record DropDuplicates() implements Stage {

    @Override
    public boolean take(Incoming in) {
        ReceiveStream stream = in.stream();
        if (in.retransmitted && stream.sequence().isEmpty()) {
            return false;
        }
        in.sequence = stream.sequence().peek(in.packet.sequenceNumber());
        if (!stream.seen().add(in.sequence)) {
            return false;
        }
        return true;
    }
}
