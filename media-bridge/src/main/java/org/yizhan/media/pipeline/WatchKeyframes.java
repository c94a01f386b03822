package org.yizhan.media.pipeline;

import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.Vp8;

/// Sees key frames come, so that nobody asks for them any longer, and keeps what may have to be sent again.
record WatchKeyframes() implements Stage {

    @Override
    public boolean take(Incoming in) {
        ReceiveStream stream = in.stream();
        if (stream.codec() == Codec.VP8) {
            if (Vp8.startsKeyframe(in.packet)) {
                stream.keyframes().arrived(in.arrivalNanos);
                stream.gaps().forgetBefore(in.sequence);
                stream.opening().begins(in.packet.sequenceNumber(), in.arrivalNanos);
            }
            stream.cache().put(in.packet);
        }
        return true;
    }
}
