package org.yizhan.media.room;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.pipeline.ReceiveStream;
import org.yizhan.media.rtp.RtpPacket;

/// The streams in which a browser sends one source: a single one or, with simulcast (RFC 8853), one for each layer, the
/// best first. Each layer is the whole picture, so the source is the best of them that comes; a browser whose own line
/// is thin stops the best of its own accord. On the media loop.
final class SourceLayers {

    /// A layer that sent nothing for so long is not sent any more. A page that lies still is sent once a second.
    static final long GONE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    /// So long the source stays with a layer before it goes up to a better one: each change begins another file in the
    /// recording.
    static final long HOLDS_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final List<ReceiveStream> streams;
    private long firstNanos = Long.MIN_VALUE;
    private long takenNanos = Long.MIN_VALUE / 2;

    /// @param streams the best first
    SourceLayers(List<ReceiveStream> streams) {
        this.streams = List.copyOf(streams);
    }

    ReceiveStream get(int layer) {
        return streams.get(layer);
    }

    /// Those that are worse than `stream`, the better ones first.
    List<ReceiveStream> below(ReceiveStream stream) {
        return streams.subList(streams.indexOf(stream) + 1, streams.size());
    }

    /// The best of those that come just now.
    @Nullable
    ReceiveStream flowing(long nowNanos) {
        for (ReceiveStream stream : streams) {
            if (stream.isFlowing(nowNanos)) {
                return stream;
            }
        }
        return null;
    }

    /// A packet of this layer came while there is no source: whether it is one now. A lesser layer waits a moment for
    /// a better one.
    boolean begins(int layer, long nowNanos) {
        firstNanos = firstNanos == Long.MIN_VALUE ? nowNanos : firstNanos;
        boolean begins =
                layer == 0 || nowNanos - firstNanos > GONE_NANOS && allGone(streams.subList(0, layer), nowNanos);
        takenNanos = begins ? nowNanos : takenNanos;
        return begins;
    }

    /// A packet of this layer came while the source is another one: whether it takes its place. That happens with a key
    /// frame, which is asked for.
    ///
    /// @param taken the layer that is the source
    boolean supersedes(int layer, ReceiveStream taken, RtpPacket packet, long nowNanos) {
        ReceiveStream stream = streams.get(layer);
        int before = streams.indexOf(taken);
        boolean wanted = layer < before
                ? nowNanos - takenNanos >= HOLDS_NANOS
                : layer > before && allGone(streams.subList(0, layer), nowNanos);
        if (!wanted) {
            return false;
        }
        if (!stream.codec().startsKeyframe(packet)) {
            stream.keyframes().repair();
            return false;
        }
        takenNanos = nowNanos;
        return true;
    }

    private static boolean allGone(List<ReceiveStream> better, long nowNanos) {
        return better.stream().allMatch(stream -> nowNanos - stream.heardNanos() > GONE_NANOS);
    }
}
