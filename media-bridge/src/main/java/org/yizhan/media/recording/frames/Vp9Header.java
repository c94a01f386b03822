package org.yizhan.media.recording.frames;

import org.jspecify.annotations.Nullable;

/// What the uncompressed header in front of a VP9 frame says (VP9 Bitstream Specification, version 0.6, §6.2).
///
/// @param size of a key frame; [PictureSize#NONE] of others
record Vp9Header(boolean key, PictureSize size) {

    private static final int FRAME_MARKER = 2;
    private static final int SYNC_CODE = 0x49_83_42;
    private static final int RGB = 7;

    /// @return null: no frame, or one of another profile than 0
    static @Nullable Vp9Header read(byte[] frame) {
        BitReader in = new BitReader(frame, 0, frame.length);
        if (in.bits(2) != FRAME_MARKER || in.bits(2) != 0) {
            return null;
        }
        boolean shownBefore = in.flag();
        if (shownBefore || in.flag()) {
            return in.isShort() ? null : new Vp9Header(false, PictureSize.NONE);
        }
        in.bits(2); // show_frame, error_resilient_mode
        if (in.bits(24) != SYNC_CODE || in.bits(3) == RGB) {
            return null;
        }
        in.bits(1); // color_range
        PictureSize size = new PictureSize((int) in.bits(16) + 1, (int) in.bits(16) + 1);
        return in.isShort() ? null : new Vp9Header(true, size);
    }
}
