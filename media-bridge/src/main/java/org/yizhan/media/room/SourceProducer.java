package org.yizhan.media.room;

import java.util.ArrayList;
import java.util.List;
import org.yizhan.media.congestion.Allocator;
import org.yizhan.media.pipeline.ReceiveStream;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// A browser's source while its room lets it send.
final class SourceProducer implements Producer {

    private final Peer peer;
    private final String label;
    private final SourceKind kind;
    private final ReceiveStream stream;
    private final Codec codec;
    private final List<Consumer> consumers = new ArrayList<>();
    private boolean opening;
    private boolean wantedWhileOpening;

    SourceProducer(Peer peer, String label, SourceKind kind, ReceiveStream stream) {
        this.peer = peer;
        this.label = label;
        this.kind = kind;
        this.stream = stream;
        this.codec = stream.codec();
    }

    @Override
    public MemberId member() {
        return peer.id();
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public SourceKind kind() {
        return kind;
    }

    @Override
    public Codec codec() {
        return codec;
    }

    /// Whether its sender went over to another codec: then this one is over.
    boolean isOutdated() {
        return stream.codec() != codec;
    }

    Peer peer() {
        return peer;
    }

    ReceiveStream stream() {
        return stream;
    }

    @Override
    public void attach(Consumer consumer) {
        if (!consumers.contains(consumer)) {
            consumers.add(consumer);
        }
    }

    @Override
    public void detach(Consumer consumer) {
        consumers.remove(consumer);
    }

    @Override
    public void requestKeyframe() {
        if (codec().isAudio()) {
            return;
        }
        if (opening) {
            wantedWhileOpening = true;
        } else {
            stream.keyframes().first();
            peer.askSoon();
        }
    }

    /// A receiver lost so much that only a key frame helps.
    void pictureLost() {
        stream.keyframes().repair();
        peer.askSoon();
    }

    /// Whether its first packet is still to be given to those who attach now.
    boolean isOpening() {
        return opening;
    }

    /// Tells of a producer whose packets have been coming for a while.
    void open(Runnable announce) {
        announce.run();
        repeatReport();
    }

    /// Who comes now learns the source's clock from the latest report, which may be a second old.
    private void repeatReport() {
        if (stream.report() != null) {
            senderReport(stream.report(), stream.reportNanos());
        }
    }

    /// Tells of the producer by `announce`, then gives its first packet to whoever attached. A source that
    /// begins with a key frame is not asked for another.
    void open(Runnable announce, RtpPacket first, long arrivalNanos) {
        opening = true;
        announce.run();
        opening = false;
        boolean keyframe = codec.startsKeyframe(first);
        packet(first, arrivalNanos);
        repeatReport();
        if (wantedWhileOpening && !keyframe) {
            requestKeyframe();
        }
    }

    /// What the source should send at most: what the best of its receivers can take. [Allocator#NO_LIMIT] when
    /// none of them minds.
    long limit() {
        long most = -1;
        for (Consumer consumer : consumers) {
            most = Math.max(most, consumer.limit());
        }
        return most < 0 ? Allocator.NO_LIMIT : most;
    }

    void packet(RtpPacket packet, long arrivalNanos) {
        for (int i = consumers.size() - 1; i >= 0; i--) {
            consumers.get(i).packet(packet, arrivalNanos);
        }
    }

    void padding(RtpPacket packet, long arrivalNanos) {
        for (int i = consumers.size() - 1; i >= 0; i--) {
            consumers.get(i).padding(packet, arrivalNanos);
        }
    }

    void senderReport(SenderReport report, long arrivalNanos) {
        for (Consumer consumer : List.copyOf(consumers)) {
            consumer.senderReport(report, arrivalNanos);
        }
    }

    void close() {
        List<Consumer> told = List.copyOf(consumers);
        consumers.clear();
        told.forEach(Consumer::producerClosed);
    }
}
