package org.yizhan.media.recording.frames;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Vp9;

/// Whole VP9 pictures from packets (RFC 9628). Of a sender with several spatial layers the lowest is kept, which
/// decodes by itself.
public final class Vp9Frames extends PictureFrames {

    private int lastPictureId = -1;
    private int openPictureId = -1;
    private boolean ends;

    public Vp9Frames(Output output) {
        super(output);
    }

    @Override
    boolean isReadable(byte[] payload) {
        return Vp9.descriptorLength(payload, 0, payload.length) > 0;
    }

    @Override
    boolean begins(byte[] payload) {
        return Vp9.startsFrame(payload, 0, payload.length);
    }

    @Override
    boolean beginsKey(byte[] payload) {
        return Vp9.startsKeyframe(payload, 0, payload.length);
    }

    @Override
    boolean followsLast(byte[] payload) {
        int bits = begins(payload) ? Vp9.pictureIdBits(payload, 0, payload.length) : 0;
        int mask = (1 << bits) - 1;
        return bits > 0
                && lastPictureId >= 0
                && (lastPictureId + 1 & mask) == Vp9.pictureId(payload, 0, payload.length);
    }

    @Override
    void begun(byte[] payload) {
        openPictureId = Vp9.pictureId(payload, 0, payload.length);
    }

    @Override
    boolean add(byte[] payload, ByteArrayOutputStream out) {
        if (Vp9.spatialLayer(payload, 0, payload.length) == 0) {
            int header = Vp9.descriptorLength(payload, 0, payload.length);
            out.write(payload, header, payload.length - header);
            ends = Vp9.endsFrame(payload, 0, payload.length);
        }
        return true;
    }

    /// A picture's last packet says that it is the last. One without it was given up by a sender that numbered on, so
    /// that no hole tells of it.
    @Override
    @Nullable
    Picture ended(byte[] data) {
        lastPictureId = openPictureId;
        Vp9Header header = ends ? Vp9Header.read(data) : null;
        return header == null ? null : new Picture(data, header.key(), header.size(), Frame.NO_SETUP);
    }
}
