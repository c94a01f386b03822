package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.rtp.Codec;

/// Each codec of pictures as a sender has it: real pictures, encoded by ffmpeg with a key frame every two seconds,
/// and the RTP payloads that they are cut into here.
public enum TestPictures {
    VP8(Codec.VP8, new Vp8Packets(), "-c:v libvpx -deadline realtime -cpu-used 8 -auto-alt-ref 0 -f ivf"),
    H264(
            Codec.H264,
            new H264Packets(),
            "-c:v libx264 -preset ultrafast -tune zerolatency -x264-params aud=1:repeat-headers=1:scenecut=0 -f h264"),
    VP9(
            Codec.VP9,
            new Vp9Packets(),
            "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -lag-in-frames 0 -auto-alt-ref 0 -f ivf"),
    AV1(Codec.AV1, new Av1Packets(), "-c:v libaom-av1 -usage realtime -cpu-used 8 -lag-in-frames 0 -f ivf");

    static final int MAX_PAYLOAD = 1100;

    /// Cuts pictures as the codec's payload format says.
    interface Cutting {

        /// The pictures of what ffmpeg wrote.
        default List<byte[]> pictures(byte[] stream) {
            ByteBuffer in =
                    ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN).position(32);
            List<byte[]> pictures = new ArrayList<>();
            while (in.remaining() >= 12) {
                byte[] picture = new byte[in.getInt()];
                in.getLong();
                in.get(picture);
                pictures.add(picture);
            }
            return pictures;
        }

        /// @param n of the picture, for codecs that number them
        List<byte[]> payloads(byte[] picture, int n);
    }

    private final Codec codec;
    private final Cutting cutting;
    private final String encoder;

    TestPictures(Codec codec, Cutting cutting, String encoder) {
        this.codec = codec;
        this.cutting = cutting;
        this.encoder = encoder;
    }

    public Codec codec() {
        return codec;
    }

    /// One picture an entry, 25 a second.
    ///
    /// @param source of ffmpeg's
    public List<byte[]> encoded(String source) throws IOException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i", source));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-g", "50", "-b:v", "600k"));
        command.addAll(List.of(encoder.split(" ")));
        command.add("-");
        return cutting.pictures(TestMedia.run(command.toArray(String[]::new)));
    }

    /// Something that moves, so that pictures take several packets.
    public static String moving(String size, int seconds) {
        return "testsrc2=s=" + size + ":r=25:d=" + seconds;
    }

    public List<byte[]> payloads(byte[] picture, int n) {
        return cutting.payloads(picture, n);
    }

    /// The packets of pictures at a steady rate, as they arrive after `delayNanos`.
    List<SourcePacket> packets(List<byte[]> pictures, int firstSequence, long firstTimestamp, long delayNanos) {
        List<SourcePacket> packets = new ArrayList<>();
        int sequence = firstSequence;
        for (int i = 0; i < pictures.size(); i++) {
            List<byte[]> payloads = payloads(pictures.get(i), i);
            for (int part = 0; part < payloads.size(); part++) {
                packets.add(new SourcePacket(
                        sequence++ & 0xffff,
                        firstTimestamp + i * 90_000L / TestMedia.FRAME_RATE & 0xffff_ffffL,
                        part == payloads.size() - 1,
                        payloads.get(part),
                        delayNanos + i * 1_000_000_000L / TestMedia.FRAME_RATE));
            }
        }
        return packets;
    }

    private static final class Vp8Packets implements Cutting {

        @Override
        public List<byte[]> payloads(byte[] picture, int n) {
            return TestMedia.payloads(picture, n);
        }
    }
}
