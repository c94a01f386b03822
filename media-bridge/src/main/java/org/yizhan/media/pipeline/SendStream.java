package org.yizhan.media.pipeline;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.rtp.RtpHeader;
import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.media.rtp.Vp8;
import org.yizhan.media.transport.Transport;

/// The way out: one stream of ours to one receiver. Whatever source it shows, to the receiver it is one stream
/// that never breaks: SSRC, sequence numbers, timestamps and picture ids go on where the last source stopped.
/// Not thread-safe.
public final class SendStream {

    /// Sends what lies in an array from 0 on; the array has room for protection behind it and is overwritten.
    @FunctionalInterface
    public interface Wire {
        void send(byte[] array, int length);
    }

    /// The longest packet that is forwarded, before protection.
    private static final int MAX_PACKET = 1_500;

    private static final int RTX_OVERHEAD = 2;

    /// A packet asked for twice within this time was asked for by two requests that crossed, or by one repeated
    /// too soon.
    private static final long RESEND_PAUSE_NANOS = 15_000_000L;

    /// Pictures that are sent twice are sent again behind so many others: what is lost in a row is not lost again.
    private static final int BEHIND = 3;

    /// How much closer together pictures that came some time ago are drawn.
    private static final int CLOSER = 32;

    private final MediaIds ids;
    private final long ssrc;
    private final long rtxSsrc;
    private final Wire wire;
    private final byte[] out = new byte[MAX_PACKET + 64 + SentFrames.MAX_BYTES + Transport.OVERHEAD];
    private final long[] resentNanos = new long[PacketCache.SIZE];
    private final Losses losses = new Losses();
    private final Reported reported;
    private final SentFrames frames = new SentFrames();

    /// Of the source that is shown.
    private Codec codec;

    private int spare = SentFrames.MOST;
    private boolean twice;

    private int sequenceShift;
    private long timestampShift;

    /// While `catchingUp`: source's timestamp from which on time runs as the source says; what is older is drawn
    /// together.
    private long liveTimestamp;

    private boolean catchingUp;
    private int pictureShift;
    private int layerShift;
    private int sourceAudioLevel;
    private @Nullable PacketCache cache;

    /// Whether anything was sent yet, and since when the current source.
    private boolean begun;

    private int highest;
    private long anchorTimestamp;
    private long anchorNanos;
    private long lastTimestamp;
    private long lastNanos;
    private int lastPicture;
    private int lastLayer;
    private long sinceBegin;
    private int rtxSequence = ThreadLocalRandom.current().nextInt(1, 20_000);
    private long packets;
    private long octets;
    private long bytes;

    /// @param codec of what it shows first, unless that says otherwise
    public SendStream(Codec codec, MediaIds ids, long ssrc, long rtxSsrc, Wire wire) {
        this.codec = codec;
        this.ids = ids;
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
        this.wire = wire;
        this.reported = new Reported(codec.clockRate());
    }

    /// Whether its receiver has this codec.
    public boolean takes(Codec shown) {
        return ids.payloadType(shown) >= 0;
    }

    public long ssrc() {
        return ssrc;
    }

    public long rtxSsrc() {
        return rtxSsrc;
    }

    /// How much of it the line loses, as its receiver reports.
    public Losses losses() {
        return losses;
    }

    /// What the receiver says of it, added up.
    public Reported reported() {
        return reported;
    }

    /// What left of it in all, with headers and with what was sent again; padding that tries the line is not
    /// counted.
    public long bytes() {
        return bytes;
    }

    /// How much of what may get lost is sent again unasked, or more than once when asked.
    ///
    /// @param level 0, nothing, on a line that is full with what it has to carry, to 2
    public void spare(int level) {
        spare = level;
    }

    /// Whether pictures are sent twice, unasked: over a long way that loses much, asking takes too long.
    public void twice(boolean on) {
        twice = on;
    }

    /// From now on it shows something in this codec, which its receiver has; [#begin] is next. To the receiver it
    /// stays the same stream: another payload type, the same clock rate.
    public void shows(Codec of) {
        codec = of;
    }

    /// From `first` on another source is shown; it is to be forwarded next.
    ///
    /// @param source its member's numbers
    /// @param kept   its packets that may be asked for again
    public void begin(RtpPacket first, MediaIds source, PacketCache kept, long nowNanos) {
        beginBefore(first.timestamp(), first, source, kept, nowNanos);
    }

    /// The same with packets that came some time ago and are forwarded all at once, up to `live`, the
    /// source's newest timestamp. To the receiver they lie close together just before it; it would
    /// otherwise take the time that they span for a delay of the line, and show everything that much later.
    public void beginBefore(long live, RtpPacket first, MediaIds source, PacketCache kept, long nowNanos) {
        int next = begun ? highest + 1 : ThreadLocalRandom.current().nextInt(1, 20_000);
        long span = live - first.timestamp() & 0xFFFF_FFFFL;
        long drawn = span / CLOSER;
        long timestamp = begun ? goingOn(nowNanos, drawn) : live;
        if (!begun) {
            anchor(timestamp, nowNanos);
        }
        sequenceShift = next - first.sequenceNumber();
        timestampShift = timestamp - live;
        liveTimestamp = live;
        catchingUp = span > 0;
        if (codec == Codec.VP8) {
            int at = first.payloadOffset();
            int length = first.payloadLength();
            int picture = Vp8.pictureId(first.array(), at, length);
            int layer = Vp8.baseLayerIndex(first.array(), at, length);
            pictureShift = begun && picture >= 0 ? lastPicture + 1 - picture : 0;
            layerShift = begun && layer >= 0 ? lastLayer + 1 - layer : 0;
        }
        sourceAudioLevel = source.audioLevel();
        cache = kept;
        highest = next - 1;
        lastTimestamp = timestamp - drawn;
        sinceBegin = 0;
        begun = true;
    }

    /// The timestamp of now. One clock from the stream's beginning on: were each source tied to the last
    /// packet of the one before, what that packet was late by would stay, and a receiver that is connected
    /// all day would show everybody later and later.
    ///
    /// @param before how much of the time just before it is needed, too
    private long goingOn(long nowNanos, long before) {
        long continued = lastTimestamp + ticks(nowNanos - lastNanos);
        long line = anchorTimestamp + ticks(nowNanos - anchorNanos);
        if (Math.abs((int) (line - continued)) > codec.clockRate() / 2) {
            // The last source's clock ran differently.
            anchor(continued, nowNanos);
            line = continued;
        }
        return (int) (line - lastTimestamp) > before ? line : lastTimestamp + 1 + before;
    }

    private void anchor(long timestamp, long nowNanos) {
        anchorTimestamp = timestamp;
        anchorNanos = nowNanos;
    }

    private long ticks(long nanos) {
        return nanos / 1_000 * (codec.clockRate() / 1_000) / 1_000;
    }

    private long timestamp(RtpPacket in) {
        long behind = (int) (liveTimestamp - in.timestamp());
        long drawn = catchingUp && behind > 0 ? behind - behind / CLOSER : 0;
        return in.timestamp() + timestampShift + drawn;
    }

    /// Forwards one packet of the source.
    public void forward(RtpPacket in, long nowNanos) {
        int sequence = in.sequenceNumber() + sequenceShift & 0xFFFF;
        int again = codec.isAudio() && ids.red() >= 0 ? Math.min(spare, losses.level(nowNanos)) : 0;
        int payload = head(in, again > 0 ? ids.red() : ids.payloadType(codec), sequence, ssrc);
        if (payload == 0) {
            return;
        }
        if (again > 0) {
            payload = frames.write(out, payload, sequence, timestamp(in), again, ids.opus());
        }
        int length = body(in, payload);
        if ((short) (sequence - highest) > 0) {
            sinceBegin += (short) (sequence - highest);
            highest = sequence;
            lastTimestamp = timestamp(in);
            catchingUp &= sinceBegin < PacketCache.SIZE;
            lastNanos = nowNanos;
            rememberPicture(in);
        }
        if (codec.isAudio()) {
            frames.keep(sequence, timestamp(in), in.array(), in.payloadOffset(), in.payloadLength());
        }
        packets++;
        octets += in.payloadLength();
        bytes += length;
        wire.send(out, length);
        if (twice) {
            again(sequence - BEHIND & 0xFFFF, nowNanos);
        }
    }

    /// Sends a packet again that the receiver lost, wrapped as a retransmission.
    ///
    /// @return whether it could be
    public boolean resend(int sequenceNumber, long nowNanos) {
        int slot = sequenceNumber % PacketCache.SIZE;
        if (begun && nowNanos - resentNanos[slot] < RESEND_PAUSE_NANOS) {
            return true;
        }
        boolean sent = again(sequenceNumber, nowNanos);
        if (sent && spare == SentFrames.MOST && losses.level(nowNanos) == SentFrames.MOST) {
            // The answer is as easily lost as what it answers.
            again(sequenceNumber, nowNanos);
        }
        return sent;
    }

    private boolean again(int sequenceNumber, long nowNanos) {
        int age = highest - sequenceNumber & 0xFFFF;
        if (!begun || cache == null || age >= PacketCache.SIZE || age >= sinceBegin || ids.rtx(codec) < 0) {
            return false;
        }
        RtpPacket kept = cache.get(sequenceNumber - sequenceShift);
        if (kept == null) {
            return false;
        }
        resentNanos[sequenceNumber % PacketCache.SIZE] = nowNanos;
        rtxSequence = rtxSequence + 1 & 0xFFFF;
        int payload = head(kept, ids.rtx(codec), rtxSequence, rtxSsrc);
        if (payload == 0) {
            return false;
        }
        Bytes.put16(out, payload, sequenceNumber);
        int length = body(kept, payload + RTX_OVERHEAD);
        bytes += length;
        wire.send(out, length);
        return true;
    }

    /// Sends a packet of nothing but padding to try the line, on the stream of retransmissions.
    ///
    /// @return whether there is such a stream
    public boolean pad(Wire direct) {
        if (rtxSsrc == 0 || ids.rtx(codec) < 0) {
            return false;
        }
        rtxSequence = rtxSequence + 1 & 0xFFFF;
        RtpHeader.write(out, false, ids.rtx(codec), rtxSequence, lastTimestamp, rtxSsrc);
        int header = RtpHeader.addExtensions(out, ids.transportCounter(), 0, (byte) 0);
        direct.send(out, RtpHeader.addPadding(out, header));
        return true;
    }

    /// Writes the receiver's form of a packet's header to [#out].
    ///
    /// @return its length; 0 when the packet is too long
    private int head(RtpPacket in, int payloadType, int sequence, long stream) {
        if (in.payloadLength() > MAX_PACKET - 64) {
            return 0;
        }
        RtpHeader.write(out, in.marker(), payloadType, sequence, timestamp(in), stream);
        int level = codec.isAudio() && ids.audioLevel() > 0 ? in.extension(sourceAudioLevel, 1) : -1;
        return RtpHeader.addExtensions(
                out, ids.transportCounter(), level < 0 ? 0 : ids.audioLevel(), level < 0 ? 0 : in.array()[level]);
    }

    /// Writes a packet's payload.
    ///
    /// @return the packet's length
    private int body(RtpPacket in, int at) {
        int payload = in.payloadLength();
        System.arraycopy(in.array(), in.payloadOffset(), out, at, payload);
        if (codec == Codec.VP8 && (pictureShift != 0 || layerShift != 0)) {
            Vp8.shift(out, at, payload, pictureShift, layerShift);
        }
        return at + payload;
    }

    private void rememberPicture(RtpPacket in) {
        if (codec == Codec.VP8) {
            int at = in.payloadOffset();
            int picture = Vp8.pictureId(in.array(), at, in.payloadLength());
            int layer = Vp8.baseLayerIndex(in.array(), at, in.payloadLength());
            lastPicture = picture < 0 ? lastPicture : picture + pictureShift & 0x7FFF;
            lastLayer = layer < 0 ? lastLayer : layer + layerShift & 0xFF;
        }
    }

    /// A sender report of this stream.
    ///
    /// @param ntp             the bridge's wall clock now
    /// @param sourceTimestamp the source's RTP clock now
    public SenderReport report(long ntp, long sourceTimestamp) {
        return new SenderReport(
                ssrc,
                ntp,
                sourceTimestamp + timestampShift & 0xFFFF_FFFFL,
                packets & 0xFFFF_FFFFL,
                octets & 0xFFFF_FFFFL);
    }

    public long packets() {
        return packets;
    }
}
