package org.yizhan.media.recording;

import java.util.function.Function;
import org.yizhan.media.recording.frames.Av1Frames;
import org.yizhan.media.recording.frames.Frames;
import org.yizhan.media.recording.frames.H264Frames;
import org.yizhan.media.recording.frames.OpusFrames;
import org.yizhan.media.recording.frames.Vp8Frames;
import org.yizhan.media.recording.frames.Vp9Frames;
import org.yizhan.media.recording.webm.WebmTrack;
import org.yizhan.media.rtp.Codec;

/// How each codec that the bridge takes is kept: what makes whole frames of its packets, and what its file says of it
/// (Matroska's codec mappings). What its packets are like is told by [Codec].
enum RecordedCodec {
    OPUS(Codec.OPUS, OpusFrames::new, "A_OPUS", "audio/webm"),
    VP8(Codec.VP8, Vp8Frames::new, "V_VP8", "video/webm"),
    H264(Codec.H264, H264Frames::new, "V_MPEG4/ISO/AVC", "video/matroska"),
    VP9(Codec.VP9, Vp9Frames::new, "V_VP9", "video/webm"),
    AV1(Codec.AV1, Av1Frames::new, "V_AV1", "video/webm");

    private final Codec codec;
    private final Function<Frames.Output, Frames> frames;
    private final String id;
    private final String contentType;

    RecordedCodec(Codec codec, Function<Frames.Output, Frames> frames, String id, String contentType) {
        this.codec = codec;
        this.frames = frames;
        this.id = id;
        this.contentType = contentType;
    }

    static RecordedCodec of(Codec codec) {
        return ofWord(codec.word());
    }

    /// @throws IllegalArgumentException for a word that no manifest of this version has
    static RecordedCodec ofWord(String word) {
        for (RecordedCodec recorded : values()) {
            if (recorded.word().equals(word)) {
                return recorded;
            }
        }
        throw new IllegalArgumentException("no codec is called " + word);
    }

    /// As manifests name it.
    String word() {
        return codec.word();
    }

    Frames frames(Frames.Output output) {
        return frames.apply(output);
    }

    /// What a browser is told of a file; what is not WebM says so, since the codec has no place there.
    String contentType() {
        return contentType;
    }

    /// @param setup what a decoder must know before the first frame; empty where the codec needs nothing
    WebmTrack track(int width, int height, byte[] setup) {
        return codec.isAudio() ? new WebmTrack.Opus() : new WebmTrack.Picture(id, isWebm(), width, height, setup);
    }

    private boolean isWebm() {
        return contentType.endsWith("/webm");
    }
}
