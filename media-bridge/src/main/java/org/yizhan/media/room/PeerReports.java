package org.yizhan.media.room;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.pipeline.ReceiveStream;
import org.yizhan.media.rtp.ReportBlock;
import org.yizhan.media.rtp.RtcpListener;
import org.yizhan.media.rtp.RtcpWriter;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.media.transport.Transport;

/// The RTCP between the bridge and one browser: what it says of what we send, and what we say of what it sends.
final class PeerReports implements RtcpListener {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LIMIT_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /// That there is no limit any more is told so often: the packet may be lost.
    private static final int AGAIN = 5;

    /// What an unknown line is taken for.
    private static final long FIRST_ROUND_TRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

    /// Over a shorter way what is asked for again comes before anybody misses it.
    private static final long LONG_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(120);

    private final Peer peer;
    private final MediaClock clock;
    private final Transport transport;
    private final SenderClock senderClock = new SenderClock();
    private final RtcpWriter out = new RtcpWriter();
    private final int[] lost = new int[ReceiveStream.MAX_LOST];
    private final long ssrc = ThreadLocalRandom.current().nextLong(1, 1L << 32);
    private long reportedNanos;
    private long limitedNanos;
    private long told = SourceLimit.NONE;
    private long toldNanos;
    private int toldAgain = AGAIN;
    private long roundTripNanos = FIRST_ROUND_TRIP_NANOS;
    private boolean roundTripKnown;
    private long nowNanos;

    PeerReports(Peer peer, MediaClock clock, Transport transport) {
        this.peer = peer;
        this.clock = clock;
        this.transport = transport;
    }

    /// Whether what is asked for again comes late.
    boolean isLongWay() {
        return roundTripNanos > LONG_WAY_NANOS;
    }

    /// How long a packet takes to the browser and back, in ms; -1 while no report has told.
    int roundTripMs() {
        return roundTripKnown ? (int) TimeUnit.NANOSECONDS.toMillis(roundTripNanos) : -1;
    }

    SenderClock senderClock() {
        return senderClock;
    }

    // --- what the browser says -------------------------------------------------------------------------------------

    PeerReports at(long arrivalNanos) {
        nowNanos = arrivalNanos;
        return this;
    }

    @Override
    public void senderReport(SenderReport report) {
        ReceiveStream stream = peer.streams().bySsrc(report.ssrc());
        if (stream == null || stream.ssrc() != report.ssrc()) {
            return;
        }
        stream.heard(report, nowNanos);
        senderClock.heard(report, clock.wall(nowNanos));
        for (SourceProducer producer : peer.producers()) {
            if (producer.stream() == stream) {
                producer.senderReport(report, nowNanos);
            }
        }
    }

    @Override
    public void reportBlock(long reporter, ReportBlock block) {
        Slot slot = slot(block.ssrc());
        if (slot != null) {
            slot.stream().losses().reported(block.fractionLost(), nowNanos);
            slot.stream().reported().heard(block);
        }
        if (block.lastReport() != 0) {
            long now = MediaClock.ntp(clock.wall(nowNanos)) >>> 16 & 0xFFFF_FFFFL;
            long units = now - block.lastReport() - block.sinceReport() & 0xFFFF_FFFFL;
            long measured = units * 1_000_000_000L >> 16;
            if (measured < TimeUnit.SECONDS.toNanos(5)) {
                roundTripNanos = (roundTripNanos * 3 + measured) / 4;
                roundTripKnown = true;
            }
        }
    }

    @Override
    public void nack(long media, int sequenceNumber) {
        Slot slot = slot(media);
        if (slot != null) {
            slot.stream().resend(sequenceNumber, nowNanos);
        }
    }

    @Override
    public void pictureLoss(long media) {
        Slot slot = slot(media);
        if (slot != null) {
            slot.pictureLost(nowNanos);
        }
    }

    @Override
    public void fullIntra(long media, int number) {
        pictureLoss(media);
    }

    @Override
    public void transportFeedback(byte[] array, int offset, int length) {
        peer.downlink().feedback(array, offset, length);
    }

    private @Nullable Slot slot(long media) {
        for (Slot slot : peer.slots()) {
            if (slot.stream().ssrc() == media) {
                return slot;
            }
        }
        return null;
    }

    // --- what we say -----------------------------------------------------------------------------------------------

    /// Sends what is due.
    void send(long now) {
        if (!transport.isConnected()) {
            return;
        }
        out.clear();
        for (ReceiveStream stream : peer.streams().streams()) {
            if (stream.reception().isEmpty()) {
                continue;
            }
            int count = stream.lost(lost, now, roundTripNanos);
            if (count > 0) {
                out.nack(ssrc, stream.ssrc(), lost, count);
            }
            if (stream.keyframes().due(now)) {
                out.pictureLoss(ssrc, stream.ssrc());
            }
            if (peer.arrivals().tell(out, ssrc, stream.ssrc(), now)) {
                flush();
            }
        }
        flush();
        if (now - limitedNanos >= LIMIT_PERIOD_NANOS) {
            limitedNanos = now;
            peer.keepOpenings(now);
            limit(now);
            flush();
        }
        if (now - reportedNanos >= PERIOD_NANOS) {
            reportedNanos = now;
            receiverReport(now);
            senderReports(now);
            flush();
        }
    }

    /// Tells the browser how much its receivers can take, when they cannot take all it may want to send.
    private void limit(long now) {
        long limit = SourceLimit.of(peer.producers(), isLongWay(), now);
        if (limit == told && (now - toldNanos < PERIOD_NANOS || toldAgain >= AGAIN)) {
            return;
        }
        toldAgain = limit == told && limit == SourceLimit.NONE ? toldAgain + 1 : 0;
        toldNanos = now;
        told = limit;
        for (ReceiveStream stream : peer.streams().streams()) {
            if (stream.ssrc() != 0 && !stream.codec().isAudio()) {
                out.estimatedMaximumBitrate(ssrc, stream.ssrc(), limit);
                return;
            }
        }
    }

    void askForKeyframes(long now) {
        out.clear();
        for (ReceiveStream stream : peer.streams().streams()) {
            if (stream.ssrc() != 0
                    && !stream.reception().isEmpty()
                    && stream.keyframes().due(now)) {
                out.pictureLoss(ssrc, stream.ssrc());
            }
        }
        flush();
    }

    private void receiverReport(long now) {
        out.receiverReport(ssrc);
        for (ReceiveStream stream : peer.streams().streams()) {
            if (!stream.reception().isEmpty()) {
                ReportBlock block = stream.reception().report(stream.ssrc(), now);
                stream.losses().reported(block.fractionLost(), now);
                out.reportBlock(block);
            }
        }
        out.canonicalName(ssrc, "bridge");
    }

    /// Sender reports of the slots, on our clock, so that what a browser sees of one member stays in step.
    private void senderReports(long now) {
        long wall = clock.wall(now);
        for (Slot slot : peer.slots()) {
            SourceProducer source = slot.showing();
            SenderReport heard = source == null ? null : source.stream().report();
            if (source != null && heard != null) {
                long timestamp = source.peer()
                        .reports()
                        .senderClock()
                        .timestamp(heard, wall, source.codec().clockRate());
                out.senderReport(slot.stream().report(MediaClock.ntp(wall), timestamp));
            }
        }
    }

    private void flush() {
        if (!out.isEmpty()) {
            transport.sendRtcp(out.array(), out.length());
        }
        out.clear();
    }
}
