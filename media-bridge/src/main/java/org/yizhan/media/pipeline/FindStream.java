package org.yizhan.media.pipeline;

import java.nio.charset.StandardCharsets;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.transport.Refusals;

/// Finds whose packet it is: by its SSRC, or by the id of its media section when the SSRC was never announced.
record FindStream(StreamTable streams, MediaIds ids, Refusals refusals) implements Stage {

    /// RFC 8843 asks for no more; ours and every browser's are shorter.
    private static final int MAX_MID = 16;

    @Override
    public boolean take(Incoming in) {
        long ssrc = in.packet.ssrc();
        in.stream = streams.bySsrc(ssrc);
        if (in.stream == null) {
            in.stream = byMid(in, ssrc);
        }
        if (in.stream == null) {
            refusals.count(Refusals.Reason.UNKNOWN_STREAM);
            return false;
        }
        return true;
    }

    private @org.jspecify.annotations.Nullable ReceiveStream byMid(Incoming in, long ssrc) {
        int at = in.packet.extension(ids.mid(), 1);
        if (at < 0) {
            return null;
        }
        int length = Math.min((in.array[at - 1] & 0x0F) + 1, MAX_MID);
        String mid = new String(in.array, at, length, StandardCharsets.US_ASCII);
        return streams.learn(ssrc, mid, ids.retransmitted(in.packet.payloadType()) != null);
    }
}
