package org.yizhan.media.pipeline;

/// Sees key frames come, so that nobody asks for them any longer, and keeps what may have to be sent again.
record WatchKeyframes() implements Stage {

    @Override
    public boolean take(Incoming in) {
        ReceiveStream stream = in.stream();
        if (!stream.codec().isAudio()) {
            if (stream.codec().startsKeyframe(in.packet)) {
                stream.keyframes().arrived(in.arrivalNanos);
                stream.gaps().forgetBefore(in.sequence);
                stream.opening().begins(in.packet.sequenceNumber(), in.arrivalNanos);
            }
            stream.cache().put(in.packet);
        }
        return true;
    }
}
