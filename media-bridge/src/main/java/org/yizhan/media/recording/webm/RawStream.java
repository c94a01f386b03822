package org.yizhan.media.recording.webm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Pictures and sound as they are, in one stream that an encoder reads from a pipe: Matroska with an uncompressed
/// picture (I420) and 16-bit samples of one channel.
public final class RawStream {

    private static final int BITS = 16;

    private final OutputStream out;
    private final ByteBuffer samples;

    /// @param momentSamples samples that go with each picture
    public RawStream(OutputStream out, int width, int height, long pictureNanos, int rate, int momentSamples)
            throws IOException {
        this.out = out;
        this.samples = ByteBuffer.allocate(2 * momentSamples).order(ByteOrder.LITTLE_ENDIAN);
        Ebml video = new Ebml()
                .number(Ebml.PIXEL_WIDTH, width)
                .number(Ebml.PIXEL_HEIGHT, height)
                .bytes(Ebml.COLOUR_SPACE, "I420".getBytes(StandardCharsets.US_ASCII));
        Ebml audio = new Ebml()
                .real(Ebml.SAMPLING_FREQUENCY, rate)
                .number(Ebml.CHANNELS, 1)
                .number(Ebml.BIT_DEPTH, BITS);
        Ebml tracks = new Ebml()
                .master(
                        Ebml.TRACK_ENTRY,
                        entry(1).number(Ebml.TRACK_TYPE, 1)
                                .number(Ebml.DEFAULT_DURATION, pictureNanos)
                                .text(Ebml.CODEC_ID, "V_UNCOMPRESSED")
                                .master(Ebml.VIDEO, video))
                .master(
                        Ebml.TRACK_ENTRY,
                        entry(2).number(Ebml.TRACK_TYPE, 2)
                                .text(Ebml.CODEC_ID, "A_PCM/INT/LIT")
                                .master(Ebml.AUDIO, audio));
        out.write(Ebml.document("matroska")
                .append(ByteBuffer.allocate(8).putLong(Ebml.UNKNOWN_LENGTH).array())
                .master(Ebml.INFO, Ebml.facts())
                .master(Ebml.TRACKS, tracks)
                .toBytes());
    }

    /// One picture and the sound that goes with it.
    public void moment(long timeMs, byte[] picture, short[] sound) throws IOException {
        samples.clear();
        for (short sample : sound) {
            samples.putShort(sample);
        }
        byte[] time = new Ebml().number(Ebml.TIMESTAMP, timeMs).toBytes();
        long blocks = 2L * (1 + 8 + 4) + picture.length + samples.position();
        out.write(Ebml.idBytes(Ebml.CLUSTER));
        out.write(Ebml.eightByteLength(time.length + blocks));
        out.write(time);
        block(1, picture, picture.length);
        block(2, samples.array(), samples.position());
    }

    private void block(int track, byte[] content, int length) throws IOException {
        out.write(Ebml.SIMPLE_BLOCK);
        out.write(Ebml.eightByteLength(4L + length));
        out.write(new byte[] {(byte) (0x80 | track), 0, 0, (byte) 0x80});
        out.write(content, 0, length);
    }

    private static Ebml entry(int number) {
        return new Ebml()
                .number(Ebml.TRACK_NUMBER, number)
                .number(Ebml.TRACK_UID, number)
                .number(Ebml.FLAG_LACING, 0);
    }
}
