package org.yizhan.media.room;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.congestion.Allocator;
import org.yizhan.media.pipeline.ReceiveStream;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// A browser's source while its room lets it send. With simulcast there is one more for each lesser layer, which the
/// room does not know of: a receiver whose line is too thin for the source itself is shown that.
final class SourceProducer implements Producer {

    /// Bits a second. A key frame takes a source that may send less than this a good part of a second.
    private static final long DEAR_BELOW = 1_000_000;

    private final Peer peer;
    private final String label;
    private final SourceKind kind;
    private final ReceiveStream stream;
    private final Codec codec;
    private final Consumers consumers = new Consumers();
    private final SourceProducer whole;
    private final List<SourceProducer> lesser;
    private boolean opening;
    private boolean wantedWhileOpening;

    /// @param below streams of the lesser layers, the better ones first
    SourceProducer(Peer peer, String label, SourceKind kind, ReceiveStream stream, List<ReceiveStream> below) {
        this.peer = peer;
        this.label = label;
        this.kind = kind;
        this.stream = stream;
        this.codec = stream.codec();
        this.whole = this;
        this.lesser =
                below.stream().map(layer -> new SourceProducer(this, layer)).toList();
    }

    /// A lesser layer.
    private SourceProducer(SourceProducer whole, ReceiveStream stream) {
        this.peer = whole.peer;
        this.label = whole.label;
        this.kind = whole.kind;
        this.stream = stream;
        this.codec = whole.codec;
        this.whole = whole;
        this.lesser = List.of();
    }

    /// The source that this is a layer of; itself when it is no lesser one.
    SourceProducer whole() {
        return whole;
    }

    /// @param layer 0: the source itself; one that is not there is none of them
    SourceProducer layer(int layer) {
        return layer < 1 || layer > lesser.size() ? this : lesser.get(layer - 1);
    }

    /// What each layer is sent with, bits a second, the best first; 0: it is not sent now, or it is of a codec of its
    /// own.
    List<Long> bits(long nowNanos) {
        List<Long> bits = new ArrayList<>();
        bits.add(stream.bitsPerSecond(nowNanos));
        for (SourceProducer less : lesser) {
            bits.add(less.isOutdated() ? 0 : less.stream.bitsPerSecond(nowNanos));
        }
        return bits;
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
        consumers.attach(consumer);
    }

    @Override
    public void detach(Consumer consumer) {
        consumers.detach(consumer);
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

    @Override
    public void welcomeKeyframe() {
        long nowNanos = System.nanoTime();
        // Many packets at once on a line that loses many, or that hardly carries what it has to.
        boolean dear = stream.losses().many(nowNanos) || limit() < DEAR_BELOW;
        stream.keyframes().welcome(dear, nowNanos);
        peer.askSoon();
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
        long most = consumers.limit();
        return most < 0 ? Allocator.NO_LIMIT : most;
    }

    /// A packet of one of its layers; nobody is shown a better one.
    void packet(ReceiveStream of, RtpPacket packet, long arrivalNanos) {
        SourceProducer layer = of(of);
        if (layer != null) {
            layer.packet(packet, arrivalNanos);
        }
    }

    void padding(ReceiveStream of, RtpPacket packet, long arrivalNanos) {
        SourceProducer layer = of(of);
        if (layer != null) {
            layer.padding(packet, arrivalNanos);
        }
    }

    private @Nullable SourceProducer of(ReceiveStream wanted) {
        if (wanted == stream) {
            return this;
        }
        for (int i = 0; i < lesser.size(); i++) {
            if (lesser.get(i).stream == wanted) {
                return lesser.get(i);
            }
        }
        return null;
    }

    private void packet(RtpPacket packet, long arrivalNanos) {
        consumers.packet(packet, arrivalNanos);
    }

    private void padding(RtpPacket packet, long arrivalNanos) {
        consumers.padding(packet, arrivalNanos);
    }

    void senderReport(SenderReport report, long arrivalNanos) {
        consumers.senderReport(report, arrivalNanos);
    }

    void close() {
        consumers.close();
        lesser.forEach(SourceProducer::close);
    }
}
