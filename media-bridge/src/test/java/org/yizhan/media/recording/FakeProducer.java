package org.yizhan.media.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.room.Consumer;
import org.yizhan.media.room.Producer;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// A source without a room or a network: gives its consumers what it is told to.
public final class FakeProducer implements Producer {

    private final MemberId member;
    private final SourceKind kind;
    private final List<Consumer> consumers = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    public FakeProducer(MemberId member, SourceKind kind) {
        this.member = member;
        this.kind = kind;
    }

    /// Delivers a packet as the room does: as a view of bytes that are used again afterwards.
    public void give(SourcePacket packet, long arrivalNanos) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + packet.payload().length];
        bytes[0] = (byte) 0x80;
        bytes[1] = (byte) ((packet.marker() ? 0x80 : 0) | 96);
        Bytes.put16(bytes, 2, packet.sequence());
        Bytes.put32(bytes, 4, packet.timestamp());
        System.arraycopy(packet.payload(), 0, bytes, RtpPacket.FIXED_HEADER, packet.payload().length);
        RtpPacket view = new RtpPacket();
        view.wrap(bytes, 0, bytes.length);
        List.copyOf(consumers).forEach(consumer -> consumer.packet(view, arrivalNanos));
        Arrays.fill(bytes, (byte) 0xaa);
    }

    public int keyframesAsked() {
        return asked.get();
    }

    @Override
    public MemberId member() {
        return member;
    }

    @Override
    public String label() {
        return "booth";
    }

    @Override
    public SourceKind kind() {
        return kind;
    }

    @Override
    public Codec codec() {
        return kind.isAudio() ? Codec.OPUS : Codec.VP8;
    }

    @Override
    public void attach(Consumer consumer) {
        consumers.add(consumer);
    }

    @Override
    public void detach(Consumer consumer) {
        consumers.remove(consumer);
    }

    @Override
    public void welcomeKeyframe() {
        requestKeyframe();
    }

    @Override
    public void requestKeyframe() {
        asked.incrementAndGet();
    }
}
