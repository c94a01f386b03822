package org.yizhan.media.recording.frames;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Vp8;

/// Whole VP8 pictures from packets (RFC 7741).
public final class Vp8Frames extends PictureFrames {

    private int lastPictureId = -1;
    private int openPictureId = -1;

    public Vp8Frames(Output output) {
        super(output);
    }

    @Override
    boolean isReadable(byte[] payload) {
        return Vp8.descriptorLength(payload, 0, payload.length) > 0;
    }

    @Override
    boolean begins(byte[] payload) {
        return Vp8.startsFrame(payload, 0, payload.length);
    }

    @Override
    boolean beginsKey(byte[] payload) {
        return Vp8.startsKeyframe(payload, 0, payload.length);
    }

    @Override
    boolean followsLast(byte[] payload) {
        int bits = isReadable(payload) && begins(payload) ? Vp8.pictureIdBits(payload, 0, payload.length) : 0;
        int mask = (1 << bits) - 1;
        return bits > 0
                && lastPictureId >= 0
                && (lastPictureId + 1 & mask) == Vp8.pictureId(payload, 0, payload.length);
    }

    @Override
    void begun(byte[] payload) {
        openPictureId = Vp8.pictureId(payload, 0, payload.length);
    }

    @Override
    boolean add(byte[] payload, ByteArrayOutputStream out) {
        int header = Vp8.descriptorLength(payload, 0, payload.length);
        out.write(payload, header, payload.length - header);
        return true;
    }

    @Override
    @Nullable
    Picture ended(byte[] data) {
        lastPictureId = openPictureId;
        boolean key = data.length > 0 && (data[0] & 1) == 0;
        PictureSize size = key ? sizeOf(data) : PictureSize.NONE;
        return key && size.equals(PictureSize.NONE) ? null : new Picture(data, key, size, Frame.NO_SETUP);
    }

    /// The size in a key frame's header (RFC 6386 §9.1).
    private static PictureSize sizeOf(byte[] key) {
        boolean startCode = key.length >= 10 && key[3] == (byte) 0x9d && key[4] == 0x01 && key[5] == 0x2a;
        if (!startCode) {
            return PictureSize.NONE;
        }
        return new PictureSize(
                (key[6] & 0xff | (key[7] & 0xff) << 8) & 0x3fff, (key[8] & 0xff | (key[9] & 0xff) << 8) & 0x3fff);
    }
}
