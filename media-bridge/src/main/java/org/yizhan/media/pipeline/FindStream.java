package org.yizhan.media.pipeline;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.ExtensionIds;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.transport.Refusals;

/// Finds whose packet it is: by its SSRC, or by the ids of its media section and layer when the SSRC was never
/// announced.
record FindStream(StreamTable streams, MediaIds ids, Refusals refusals) implements Stage {

    /// RFC 8843 asks for no more; ours and every browser's are shorter.
    private static final int MAX_NAME = 16;

    @Override
    public boolean take(Incoming in) {
        long ssrc = in.packet.ssrc();
        in.stream = streams.bySsrc(ssrc);
        if (in.stream == null) {
            in.stream = byName(in, ssrc);
        }
        if (in.stream == null) {
            refusals.count(Refusals.Reason.UNKNOWN_STREAM);
            return false;
        }
        return true;
    }

    private @Nullable ReceiveStream byName(Incoming in, long ssrc) {
        String mid = name(in, ids.mid());
        boolean retransmission = ids.retransmitted(in.packet.payloadType()) != null;
        ExtensionIds extensions = ids.extensions();
        String rid = name(in, retransmission ? extensions.repairedRid() : extensions.rid());
        return mid.isEmpty() ? null : streams.learn(ssrc, mid, rid, retransmission);
    }

    private static String name(Incoming in, int extension) {
        int at = in.packet.extension(extension, 1);
        if (at < 0) {
            return "";
        }
        int length = Math.min((in.array[at - 1] & 0x0F) + 1, MAX_NAME);
        return new String(in.array, at, length, StandardCharsets.US_ASCII);
    }
}
