package org.yizhan.media.jvb;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.yizhan.media.congestion.ArrivalLog;
import org.yizhan.media.pipeline.ReceiveStream;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.transport.ServerLine;

/// What we say of what a videobridge sends us: what is missing, what arrived when, that a key frame is wanted. On the
/// media loop.
final class EarReports {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// A videobridge is near.
    private static final long ROUND_TRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    private final RtcpWriter out = new RtcpWriter();
    private final int[] lost = new int[ReceiveStream.MAX_LOST];
    private final long ssrc = ThreadLocalRandom.current().nextLong(1, 1L << 32);
    private final ArrivalLog arrivals;
    private long reportedNanos;

    EarReports(ArrivalLog arrivals) {
        this.arrivals = arrivals;
    }

    void send(ServerLine line, Iterable<HeardSource> sources, long now) {
        out.clear();
        boolean first = true;
        for (HeardSource source : sources) {
            ReceiveStream stream = source.stream();
            if (stream.reception().isEmpty()) {
                continue;
            }
            int count = stream.lost(lost, now, ROUND_TRIP_NANOS);
            if (count > 0) {
                out.nack(ssrc, stream.ssrc(), lost, count);
            }
            if (stream.keyframes().due(now)) {
                out.pictureLoss(ssrc, stream.ssrc());
            }
            if (first && arrivals.tell(out, ssrc, stream.ssrc(), now)) {
                flush(line);
            }
            first = false;
        }
        flush(line);
        if (now - reportedNanos >= PERIOD_NANOS) {
            reportedNanos = now;
            report(line, sources, now);
        }
    }

    private void report(ServerLine line, Iterable<HeardSource> sources, long now) {
        out.receiverReport(ssrc);
        for (HeardSource source : sources) {
            ReceiveStream stream = source.stream();
            if (!stream.reception().isEmpty()) {
                out.reportBlock(stream.reception().report(stream.ssrc(), now));
            }
        }
        out.canonicalName(ssrc, "recorder");
        flush(line);
    }

    private void flush(ServerLine line) {
        if (!out.isEmpty()) {
            line.sendRtcp(out.array(), out.length());
        }
        out.clear();
    }
}
