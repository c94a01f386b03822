package org.yizhan.media.rtp;

/// The codecs the bridge takes: one of sound, and those of pictures, which are forwarded and recorded as they come.
/// Nothing is ever transcoded: who lacks a picture's codec is not shown it.
///
/// What of a codec's packets the way in and out must know is here; how its pictures are kept in a recording is told
/// by the recorder's own table, `RecordedCodec`.
public enum Codec {
    OPUS("opus", 48_000, (_, _, _) -> false),
    VP8("vp8", 90_000, Vp8::startsKeyframe),
    H264("h264", 90_000, org.yizhan.media.rtp.H264::startsKeyframe),
    VP9("vp9", 90_000, Vp9::startsKeyframe),
    AV1("av1", 90_000, Av1::startsKeyframe);

    /// Looks at a payload. Whatever bytes it is given, it reads none outside of them.
    @FunctionalInterface
    private interface Rule {
        boolean holds(byte[] array, int offset, int length);
    }

    private final String word;
    private final int clockRate;
    private final Rule keyframe;

    Codec(String word, int clockRate, Rule keyframe) {
        this.word = word;
        this.clockRate = clockRate;
        this.keyframe = keyframe;
    }

    /// As manifests name it.
    public String word() {
        return word;
    }

    /// Ticks of the RTP timestamp in a second.
    public int clockRate() {
        return clockRate;
    }

    public boolean isAudio() {
        return this == OPUS;
    }

    /// Whether a receiver can begin with this packet: it begins a picture that decodes without any other.
    public boolean startsKeyframe(RtpPacket packet) {
        return startsKeyframe(packet.array(), packet.payloadOffset(), packet.payloadLength());
    }

    /// The same of a payload.
    public boolean startsKeyframe(byte[] array, int offset, int length) {
        return keyframe.holds(array, offset, length);
    }
}
