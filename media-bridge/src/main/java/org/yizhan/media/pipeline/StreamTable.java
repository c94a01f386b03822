package org.yizhan.media.pipeline;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The streams that a member may send, by SSRC and by media section.
public final class StreamTable {

    /// SSRCs that are remembered: those of the offer and those learnt.
    static final int MAX_SSRCS = 64;

    private final LongObjectMap<ReceiveStream> ssrcs = new LongObjectHashMap<>();
    private final Map<String, ReceiveStream> mids = new HashMap<>();

    /// @param ssrc of the offer; 0 when it named none
    /// @param rtx  of the offer; 0 when it named none
    public void add(String mid, long ssrc, long rtx, ReceiveStream stream) {
        mids.put(mid, stream);
        if (ssrc != 0) {
            ssrcs.put(ssrc, stream);
            stream.known(ssrc);
        }
        if (rtx != 0) {
            ssrcs.put(rtx, stream);
        }
    }

    @Nullable
    public ReceiveStream bySsrc(long ssrc) {
        return ssrcs.get(ssrc);
    }

    @Nullable
    ReceiveStream learn(long ssrc, String mid, boolean retransmission) {
        ReceiveStream stream = mids.get(mid);
        if (stream == null || ssrcs.size() >= MAX_SSRCS) {
            return null;
        }
        ssrcs.put(ssrc, stream);
        if (!retransmission) {
            stream.known(ssrc);
        }
        return stream;
    }

    public Iterable<ReceiveStream> streams() {
        return mids.values();
    }
}
