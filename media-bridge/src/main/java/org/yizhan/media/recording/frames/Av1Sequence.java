package org.yizhan.media.recording.frames;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What a sequence header says of the pictures after it (AV1 Bitstream Specification, §5.5).
///
/// @param setup the record that a file begins with (`av1C`, AV1 Codec ISO Media File Format Binding §2.3)
record Av1Sequence(PictureSize size, byte[] setup) {

    /// Of Matroska's and MP4's record: marker and version.
    private static final byte VERSION = (byte) 0x81;

    /// Levels above it say which tier they are of.
    private static final int LAST_LEVEL_WITHOUT_TIER = 7;

    private static final int SELECT = 2;

    /// The level and tier of the first operating point.
    private record Level(int index, int tier) {}

    /// @param unit   holds the header's content, which begins at `offset`
    /// @param sized  the whole OBU, with its size
    /// @return null: it cannot be read, or is of another profile than 0
    static @Nullable Av1Sequence read(byte[] unit, int offset, int length, byte[] sized) {
        BitReader in = new BitReader(unit, offset, length);
        if (in.bits(3) != 0) {
            return null;
        }
        in.bits(1); // still_picture
        boolean reduced = in.flag();
        Level level = reduced ? new Level((int) in.bits(5), 0) : level(in);
        int widthBits = (int) in.bits(4) + 1;
        int heightBits = (int) in.bits(4) + 1;
        PictureSize size = new PictureSize((int) in.bits(widthBits) + 1, (int) in.bits(heightBits) + 1);
        skipTools(in, reduced);
        boolean deep = in.flag();
        boolean grey = in.flag();
        int colours = colours(in, grey);
        if (in.isShort()) {
            return null;
        }
        byte[] setup = ByteBuffer.allocate(4 + sized.length)
                .put(VERSION)
                .put((byte) level.index())
                .put((byte) (level.tier() << 7 | (deep ? 0x40 : 0) | (grey ? 0x10 : 0) | 0x0C | colours))
                .put((byte) 0)
                .put(sized)
                .array();
        return new Av1Sequence(size, setup);
    }

    private static Level level(BitReader in) {
        boolean model = false;
        int delayBits = 0;
        if (in.flag()) {
            in.bits(32);
            in.bits(32);
            if (in.flag()) {
                in.uvlc();
            }
            model = in.flag();
            if (model) {
                delayBits = (int) in.bits(5) + 1;
                in.bits(32);
                in.bits(10);
            }
        }
        boolean delays = in.flag();
        Level first = new Level(0, 0);
        int points = (int) in.bits(5) + 1;
        for (int i = 0; i < points; i++) {
            in.bits(12);
            int index = (int) in.bits(5);
            int tier = index > LAST_LEVEL_WITHOUT_TIER ? (int) in.bits(1) : 0;
            first = i == 0 ? new Level(index, tier) : first;
            if (model && in.flag()) {
                in.bits(delayBits);
                in.bits(delayBits);
                in.bits(1);
            }
            if (delays && in.flag()) {
                in.bits(4);
            }
        }
        return first;
    }

    private static void skipTools(BitReader in, boolean reduced) {
        if (!reduced && in.flag()) {
            in.bits(7); // lengths of frame ids
        }
        in.bits(3); // use_128x128_superblock, enable_filter_intra, enable_intra_edge_filter
        if (!reduced) {
            in.bits(4); // interintra, masked, warped motion, dual filter
            boolean order = in.flag();
            in.bits(order ? 2 : 0);
            long content = in.flag() ? SELECT : in.bits(1);
            if (content > 0 && !in.flag()) {
                in.bits(1); // seq_force_integer_mv
            }
            in.bits(order ? 3 : 0);
        }
        in.bits(3); // superres, cdef, restoration
    }

    /// @return chroma_sample_position
    private static int colours(BitReader in, boolean grey) {
        boolean described = in.flag();
        if (described) {
            in.bits(24);
        }
        in.bits(1); // color_range
        return grey ? 0 : (int) in.bits(2);
    }
}
