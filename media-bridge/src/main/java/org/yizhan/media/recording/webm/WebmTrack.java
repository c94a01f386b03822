package org.yizhan.media.recording.webm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What the one track of a file holds.
public sealed interface WebmTrack {

    /// @return the `TrackEntry` children that tell this kind of track
    Ebml description();

    /// @return whether it is one of the codecs that WebM has; if not, the file is Matroska, of which WebM is a part
    default boolean isWebm() {
        return true;
    }

    /// A picture; its size is that of the first key frame, a later frame may have another.
    ///
    /// @param id    the codec's, as Matroska registers it
    /// @param setup what a decoder must know before the first frame; empty for nothing
    record Picture(String id, boolean isWebm, int width, int height, byte[] setup) implements WebmTrack {

        /// No two pictures are closer. Cameras of browsers are unsteady; without a fine grid in the file ffmpeg
        /// guesses a rate such as 30 a second and complains of pictures that fall on the same tick.
        public static final long GRID_MILLIS = 2;

        @Override
        public Ebml description() {
            Ebml video = new Ebml().number(Ebml.PIXEL_WIDTH, width).number(Ebml.PIXEL_HEIGHT, height);
            Ebml description = new Ebml()
                    .number(Ebml.TRACK_TYPE, 1)
                    .number(Ebml.DEFAULT_DURATION, GRID_MILLIS * 1_000_000)
                    .text(Ebml.CODEC_ID, id);
            if (setup.length > 0) {
                description.bytes(Ebml.CODEC_PRIVATE, setup);
            }
            return description.master(Ebml.VIDEO, video);
        }
    }

    /// Sound. Packets come from the middle of an encoder's life, so no sample is skipped at the start.
    record Opus() implements WebmTrack {

        private static final int CHANNELS = 2;
        private static final int RATE = 48_000;
        /// What a decoder must run through after a seek before it is right again (RFC 7845 §4.6).
        private static final long PRE_ROLL_NANOS = 80_000_000;

        @Override
        public Ebml description() {
            byte[] head = ByteBuffer.allocate(19)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put("OpusHead".getBytes(StandardCharsets.US_ASCII))
                    .put((byte) 1)
                    .put((byte) CHANNELS)
                    .putShort((short) 0)
                    .putInt(RATE)
                    .putShort((short) 0)
                    .put((byte) 0)
                    .array();
            Ebml audio = new Ebml().real(Ebml.SAMPLING_FREQUENCY, RATE).number(Ebml.CHANNELS, CHANNELS);
            return new Ebml()
                    .number(Ebml.TRACK_TYPE, 2)
                    .text(Ebml.CODEC_ID, "A_OPUS")
                    .number(Ebml.CODEC_DELAY, 0)
                    .number(Ebml.SEEK_PRE_ROLL, PRE_ROLL_NANOS)
                    .bytes(Ebml.CODEC_PRIVATE, head)
                    .master(Ebml.AUDIO, audio);
        }
    }
}
