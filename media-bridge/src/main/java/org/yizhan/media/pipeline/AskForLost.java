package org.yizhan.media.pipeline;

/// Notices gaps and what fills them. The requests themselves leave with [ReceiveStream#lost(long)], several in
/// one packet.
record AskForLost() implements Stage {

    @Override
    public boolean take(Incoming in) {
        ReceiveStream stream = in.stream();
        stream.sequence().unwrap(in.packet.sequenceNumber());
        if (!stream.codec().isAudio()) {
            stream.gaps().received(in.sequence, in.arrivalNanos);
        }
        return true;
    }
}
