package org.yizhan.media.jvb;

import org.yizhan.media.pipeline.ReceiveStream;
import org.yizhan.media.room.Consumer;
import org.yizhan.media.room.Consumers;
import org.yizhan.media.room.Producer;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// One member's source as a videobridge forwards it to us. There for the recorder from its first packet on. On the
/// media loop.
final class HeardSource implements Producer, ReceiveStream.Sink {

    private final MemberSource source;
    private final String label;
    private final ReceiveStream stream;
    private final java.util.function.Consumer<HeardSource> begun;
    private final Consumers consumers = new Consumers();
    private boolean open;
    private boolean closed;

    /// @param begun told before the first packet is given to those that attach now
    HeardSource(MemberSource source, String label, java.util.function.Consumer<HeardSource> begun) {
        this.source = source;
        this.label = label;
        this.begun = begun;
        this.stream = new ReceiveStream(source.kind().isAudio() ? Codec.OPUS : Codec.VP8, this);
    }

    MemberSource source() {
        return source;
    }

    ReceiveStream stream() {
        return stream;
    }

    boolean isOpen() {
        return open && !closed;
    }

    @Override
    public MemberId member() {
        return source.member();
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public SourceKind kind() {
        return source.kind();
    }

    @Override
    public Codec codec() {
        return stream.codec();
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
        if (!codec().isAudio()) {
            stream.keyframes().first();
        }
    }

    /// What a line between the bridge and others costs is that bridge's affair.
    @Override
    public void welcomeKeyframe() {
        requestKeyframe();
    }

    @Override
    public void packet(RtpPacket packet, long arrivalNanos) {
        if (closed) {
            return;
        }
        if (!open) {
            open = true;
            begun.accept(this);
            repeatReport();
        }
        consumers.packet(packet, arrivalNanos);
    }

    @Override
    public void padding(RtpPacket packet, long arrivalNanos) {
        consumers.padding(packet, arrivalNanos);
    }

    void senderReport(SenderReport report, long arrivalNanos) {
        stream.heard(report, arrivalNanos);
        consumers.senderReport(report, arrivalNanos);
    }

    /// Who comes now learns the source's clock from the latest report, which may be a second old.
    private void repeatReport() {
        SenderReport latest = stream.report();
        if (latest != null) {
            consumers.senderReport(latest, stream.reportNanos());
        }
    }

    /// No more packets.
    void close() {
        closed = true;
        consumers.close();
    }
}
