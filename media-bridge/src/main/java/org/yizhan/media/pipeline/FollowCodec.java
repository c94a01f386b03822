package org.yizhan.media.pipeline;

import java.util.concurrent.TimeUnit;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.MediaIds;

/// A stream's codec is what its packets say. A sender may go over to another of its codecs in the middle; the stream
/// follows with the first key frame of the new one, and until that comes it is asked for one. What is left of the old
/// codec then is late and of no use to anybody.
record FollowCodec(MediaIds ids) implements Stage {

    /// A stream keeps its codec for as long at least: each change ends the source and begins another, with a file of
    /// its own in the recording, and nobody who means to be seen changes more often.
    static final long HOLDS_NANOS = TimeUnit.SECONDS.toNanos(2);

    @Override
    public boolean take(Incoming in) {
        ReceiveStream stream = in.stream();
        Codec codec = ids.codec(in.packet.payloadType());
        if (codec == stream.codec() || codec == null) {
            return codec != null;
        }
        if (stream.sequence().isEmpty()) {
            stream.changes(codec, in.arrivalNanos - HOLDS_NANOS);
            return true;
        }
        if (in.retransmitted
                || stream.sequence().peek(in.packet.sequenceNumber())
                        <= stream.sequence().highest()) {
            return false;
        }
        if (in.arrivalNanos - stream.codecSince() < HOLDS_NANOS || !codec.startsKeyframe(in.packet)) {
            stream.keyframes().repair();
            return false;
        }
        stream.changes(codec, in.arrivalNanos);
        return true;
    }
}
