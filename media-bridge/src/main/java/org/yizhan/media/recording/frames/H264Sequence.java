package org.yizhan.media.recording.frames;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a sequence parameter set says of the pictures after it (ITU-T H.264 §7.3.2.1.1).
///
/// @param isHigh       whether its profile has the fields for chroma and depth
/// @param chromaFormat 0 (grey) to 3 (4:4:4)
/// @param lumaDepth    bits of a sample
record H264Sequence(PictureSize size, boolean isHigh, int chromaFormat, int lumaDepth, int chromaDepth) {

    private static final Set<Integer> HIGH = Set.of(44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244);

    private static final int MACROBLOCK = 16;

    /// No level allows a longer side.
    private static final int LONGEST_SIDE = 16_384;

    /// @param set the NAL unit with its first byte
    /// @return null: it cannot be read, or tells of pictures that there are none of
    static @Nullable H264Sequence read(byte[] set) {
        byte[] plain = unescaped(set);
        BitReader in = new BitReader(plain, 1, Math.max(0, plain.length - 1));
        int profile = (int) in.bits(8);
        in.bits(16); // constraints, level
        in.golomb(); // id
        int chroma = 1;
        int luma = 8;
        int depth = 8;
        boolean planes = false;
        if (HIGH.contains(profile)) {
            chroma = (int) in.golomb();
            planes = chroma == 3 && in.flag();
            luma = 8 + (int) in.golomb();
            depth = 8 + (int) in.golomb();
            in.bits(1); // qpprime_y_zero_transform_bypass_flag
            if (in.flag()) {
                skipScaling(in, chroma == 3 ? 12 : 8);
            }
        }
        in.golomb(); // log2_max_frame_num_minus4
        skipOrder(in);
        in.golomb(); // max_num_ref_frames
        in.bits(1); // gaps_in_frame_num_value_allowed_flag
        if (chroma > 3 || luma > 14 || depth > 14) {
            return null;
        }
        PictureSize size = size(in, planes ? 0 : chroma);
        return in.isShort() || size.equals(PictureSize.NONE)
                ? null
                : new H264Sequence(size, HIGH.contains(profile), chroma, luma, depth);
    }

    private static PictureSize size(BitReader in, int chroma) {
        long width = in.golomb() + 1;
        long height = in.golomb() + 1;
        boolean frames = in.flag();
        if (!frames) {
            in.bits(1); // mb_adaptive_frame_field_flag
        }
        in.bits(1); // direct_8x8_inference_flag
        int fields = frames ? 1 : 2;
        width *= MACROBLOCK;
        height *= (long) MACROBLOCK * fields;
        if (in.flag()) {
            int across = chroma == 1 || chroma == 2 ? 2 : 1;
            int down = (chroma == 1 ? 2 : 1) * fields;
            width -= across * (in.golomb() + in.golomb());
            height -= down * (in.golomb() + in.golomb());
        }
        boolean possible = width > 0 && height > 0 && width <= LONGEST_SIDE && height <= LONGEST_SIDE;
        return possible ? new PictureSize((int) width, (int) height) : PictureSize.NONE;
    }

    private static void skipOrder(BitReader in) {
        long kind = in.golomb();
        if (kind == 0) {
            in.golomb();
        } else if (kind == 1) {
            in.bits(1);
            in.signedGolomb();
            in.signedGolomb();
            long frames = in.golomb();
            for (long i = 0; i < frames && !in.isShort(); i++) {
                in.signedGolomb();
            }
        }
    }

    private static void skipScaling(BitReader in, int lists) {
        for (int list = 0; list < lists; list++) {
            if (in.flag()) {
                long last = 8;
                long next = 8;
                for (int i = 0; i < (list < 6 ? 16 : 64) && next != 0; i++) {
                    next = Math.floorMod(last + in.signedGolomb(), 256L);
                    last = next == 0 ? last : next;
                }
            }
        }
    }

    /// Without the bytes that keep a start code from appearing by chance (§7.4.1).
    private static byte[] unescaped(byte[] unit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(unit.length);
        int zeroes = 0;
        for (byte next : unit) {
            if (zeroes >= 2 && next == 3) {
                zeroes = 0;
            } else {
                zeroes = next == 0 ? zeroes + 1 : 0;
                out.write(next);
            }
        }
        return out.toByteArray();
    }
}
