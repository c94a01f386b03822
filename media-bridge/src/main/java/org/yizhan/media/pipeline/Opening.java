package org.yizhan.media.pipeline;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.RtpPacket;

/// The latest key frame of a stream and all that came after it, as long as that is little: whoever comes to see the
/// picture begins with it at once, instead of waiting until the sender was asked for a key frame and has made one.
public final class Opening {

    /// Older pictures are not shown to anybody: people have come and gone since.
    static final long OLDEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// All of it leaves at once; a line of 10 Mb/s is through with it in 0.15 s.
    static final int MOST_PACKETS = 160;

    private final PacketCache cache;
    private int first = -1;
    private long firstNanos;

    Opening(PacketCache cache) {
        this.cache = cache;
    }

    /// A key frame's first packet has come.
    void begins(int sequenceNumber, long nowNanos) {
        first = sequenceNumber;
        firstNanos = nowNanos;
    }

    /// What came until now is shown to nobody who comes later.
    public void forget() {
        first = -1;
    }

    /// Whether a new key frame should come before this one is too old.
    public boolean isAging(long nowNanos) {
        return first < 0 || nowNanos - firstNanos > OLDEST_NANOS / 2;
    }

    /// The first packet to begin with, or null when it is better to ask for a key frame: there is none, it is too old,
    /// too
    /// much came since, or some of it is missing.
    ///
    /// @param highest the newest sequence number of the stream
    public @Nullable RtpPacket first(int highest, long nowNanos) {
        int packets = (highest - first & 0xFFFF) + 1;
        if (first < 0 || nowNanos - firstNanos > OLDEST_NANOS || packets > MOST_PACKETS) {
            return null;
        }
        for (int i = packets - 1; i > 0; i--) {
            if (cache.get(first + i) == null) {
                return null;
            }
        }
        return cache.get(first);
    }
}
