package org.yizhan.media.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.media.rtp.Sequence;

/// What the bridge knows of one stream that it receives. Not thread-safe.
public final class ReceiveStream {

    /// Where the stream's packets go when they have come through.
    public interface Sink {

        void packet(RtpPacket packet, long arrivalNanos);

        /// A packet that is nothing but padding. It has a sequence number, so whoever forwards the stream must
        /// not leave it out.
        void padding(RtpPacket packet, long arrivalNanos);
    }

    /// A camera that is on sends more often, and a microphone mostly does.
    private static final long FLOWING_NANOS = Duration.ofMillis(200).toNanos();

    private final Sink sink;
    private final Sequence sequence = new Sequence();
    private final SeenWindow seen = new SeenWindow();
    private final Reception reception;
    private final Gaps gaps = new Gaps();
    private final PacketCache cache = new PacketCache();
    private final KeyframeRequests keyframes = new KeyframeRequests();
    private final RateWindow rate = new RateWindow(Duration.ofSeconds(1));
    private final Losses losses = new Losses();
    private final Opening opening = new Opening(cache);
    private Codec codec;
    private long codecSince = Long.MIN_VALUE / 2;
    private long ssrc;
    private long bytes;
    private long heardNanos = Long.MIN_VALUE / 2;
    private @Nullable SenderReport report;
    private long reportNanos;

    /// @param codec what it is taken to be until its first packet tells
    public ReceiveStream(Codec codec, Sink sink) {
        this.codec = codec;
        this.sink = sink;
        this.reception = new Reception(codec.clockRate());
    }

    /// Of its newest packets; all codecs of pictures share one clock rate.
    public Codec codec() {
        return codec;
    }

    long codecSince() {
        return codecSince;
    }

    /// From now on it is another codec. What is kept of the old one is no beginning for anybody.
    void changes(Codec to, long nowNanos) {
        codec = to;
        codecSince = nowNanos;
        opening.forget();
    }

    /// 0 while it is not known.
    public long ssrc() {
        return ssrc;
    }

    void known(long number) {
        ssrc = number;
    }

    public void heard(SenderReport latest, long nanos) {
        report = latest;
        reportNanos = nanos;
        reception.heard(latest, nanos);
    }

    /// What it sends, bits a second; 0 while that is not known.
    public long bitsPerSecond(long nowNanos) {
        return Math.max(0, rate.bitsPerSecond(nowNanos));
    }

    void carried(int size, long nanos) {
        bytes += size;
        rate.add(size, nanos);
        heardNanos = nanos;
    }

    /// What came of it since it began, headers included.
    public long bytes() {
        return bytes;
    }

    /// When the latest of its packets came; long ago while there was none.
    public long heardNanos() {
        return heardNanos;
    }

    /// Whether packets came just now.
    public boolean isFlowing(long nowNanos) {
        return nowNanos - heardNanos < FLOWING_NANOS;
    }

    /// Where somebody who comes to see the picture can begin.
    public Opening opening() {
        return opening;
    }

    /// The latest sender report.
    public @Nullable SenderReport report() {
        return report;
    }

    /// When the latest sender report came.
    public long reportNanos() {
        return reportNanos;
    }

    public Reception reception() {
        return reception;
    }

    public PacketCache cache() {
        return cache;
    }

    public KeyframeRequests keyframes() {
        return keyframes;
    }

    public Sequence sequence() {
        return sequence;
    }

    /// Which lost packets to ask for now; see [Gaps#due]. Sound is not asked for again: it would come too late,
    /// and Opus mends it.
    ///
    /// @return how many numbers were written to `out`
    public int lost(int[] out, long nowNanos, long roundTripNanos) {
        int due = gaps.due(out, nowNanos, roundTripNanos);
        if (gaps.gaveUp()) {
            keyframes.repair();
        }
        return due;
    }

    /// Room that [#lost] needs.
    public static final int MAX_LOST = Gaps.MAX_MISSING;

    /// Whether the packet of this number has not come, though it could still.
    boolean misses(int sequenceNumber) {
        return !sequence.isEmpty() && seen.misses(sequence.peek(sequenceNumber));
    }

    /// How much of it the line loses, by the reports that were made of it.
    public Losses losses() {
        return losses;
    }

    Sink sink() {
        return sink;
    }

    SeenWindow seen() {
        return seen;
    }

    Gaps gaps() {
        return gaps;
    }
}
