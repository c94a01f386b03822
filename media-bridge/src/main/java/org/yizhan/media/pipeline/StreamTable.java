package org.yizhan.media.pipeline;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The streams that a member may send, by SSRC, and by media section and layer.
public final class StreamTable {

    /// SSRCs that are remembered: those of the offer and those learnt.
    static final int MAX_SSRCS = 64;

    private record Place(String mid, String rid) {}

    private final LongObjectMap<ReceiveStream> ssrcs = new LongObjectHashMap<>();
    private final Map<Place, ReceiveStream> places = new LinkedHashMap<>();

    /// @param ssrc of the offer; 0 when it named none
    /// @param rtx  of the offer; 0 when it named none
    public void add(String mid, long ssrc, long rtx, ReceiveStream stream) {
        places.put(new Place(mid, ""), stream);
        if (ssrc != 0) {
            ssrcs.put(ssrc, stream);
            stream.known(ssrc);
        }
        if (rtx != 0) {
            ssrcs.put(rtx, stream);
        }
    }

    /// One of several layers of a section, whose SSRCs its packets will tell.
    public void addLayer(String mid, String rid, ReceiveStream stream) {
        places.put(new Place(mid, rid), stream);
    }

    @Nullable
    public ReceiveStream bySsrc(long ssrc) {
        return ssrcs.get(ssrc);
    }

    /// @param rid of the layer; empty for a section without layers
    @Nullable
    ReceiveStream learn(long ssrc, String mid, String rid, boolean retransmission) {
        ReceiveStream stream = places.get(new Place(mid, rid));
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
        return places.values();
    }
}
