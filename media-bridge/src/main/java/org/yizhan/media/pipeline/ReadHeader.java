package org.yizhan.media.pipeline;

import org.yizhan.media.transport.Refusals;

/// Lets on what is a well-formed RTP packet.
record ReadHeader(Refusals refusals) implements Stage {

    @Override
    public boolean take(Incoming in) {
        if (in.packet.wrap(in.array, in.offset, in.length)) {
            return true;
        }
        refusals.count(Refusals.Reason.MALFORMED_MEDIA);
        return false;
    }
}
