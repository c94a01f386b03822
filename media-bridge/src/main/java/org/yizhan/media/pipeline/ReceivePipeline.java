package org.yizhan.media.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.transport.Refusals;

/// The way in of one member's packets, after the transport has decrypted them. Not thread-safe.
public final class ReceivePipeline {

    /// The first stage that a packet from within another one goes through.
    private static final int UNWRAPPED = 6;

    private final Stage[] stages;
    private final long[] stopped;
    private final Incoming in = new Incoming();

    public ReceivePipeline(MediaIds ids, StreamTable streams, Arrivals arrivals, Refusals refusals) {
        stages = new Stage[] {
            new ReadHeader(refusals),
            new NoteArrival(arrivals, ids.transportCounter()),
            new FindStream(streams, ids, refusals),
            new UnwrapRedundancy(ids, this::afterUnwrapping),
            new UnwrapRetransmission(ids),
            new FollowCodec(ids),
            new DropDuplicates(),
            new CountReception(),
            new AskForLost(),
            new WatchKeyframes(),
            new HandOver(),
        };
        stopped = new long[stages.length];
    }

    /// One decrypted RTP packet.
    public void take(byte[] array, int offset, int length, long arrivalNanos) {
        in.array = array;
        in.offset = offset;
        in.length = length;
        in.arrivalNanos = arrivalNanos;
        in.stream = null;
        in.retransmitted = false;
        run(in, 0);
    }

    private void afterUnwrapping(Incoming recovered) {
        run(recovered, UNWRAPPED);
    }

    private void run(Incoming packet, int from) {
        for (int i = from; i < stages.length; i++) {
            if (!stages[i].take(packet)) {
                stopped[i]++;
                return;
            }
        }
    }

    /// How many packets each stage kept from going on, for people who look for a fault.
    public Map<String, Long> stopped() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < stages.length; i++) {
            counts.put(stages[i].getClass().getSimpleName(), stopped[i]);
        }
        return counts;
    }
}
