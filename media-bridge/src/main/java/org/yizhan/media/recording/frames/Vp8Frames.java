package org.yizhan.media.recording.frames;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// Whole VP8 pictures from packets (RFC 7741). A picture with a hole is left out, and so is every one after it until
/// the next key frame, since each builds on those before.
public final class Vp8Frames implements Frames {

    /// No camera's picture is larger; a sender that never ends its frame shall not fill the memory.
    static final int MAX_FRAME = 4 << 20;

    private final Output output;
    private final ByteArrayOutputStream picture = new ByteArrayOutputStream(32 << 10);
    private boolean open;
    private long timestamp;
    private boolean awaitingKey = true;
    private boolean lossBefore;
    private int lastPictureId = -1;
    private int openPictureId = -1;

    public Vp8Frames(Output output) {
        this.output = output;
    }

    @Override
    public int clockRate() {
        return 90_000;
    }

    @Override
    public void restart() {
        drop();
        lastPictureId = -1;
        awaitingKey = true;
    }

    @Override
    public void packet(SourcePacket packet, boolean lost) {
        Vp8Descriptor descriptor = Vp8Descriptor.parse(packet.payload());
        if (lost && !nothingButPaddingLost(descriptor)) {
            broken();
        }
        if (packet.payload().length == 0) {
            return;
        }
        if (descriptor == null) {
            broken();
            return;
        }
        if (open && packet.timestamp() != timestamp) {
            // The sender ended its picture without the marker.
            finish(packet.arrivalNanos());
        }
        if (!open && !begin(packet, descriptor)) {
            return;
        }
        picture.write(packet.payload(), descriptor.length(), packet.payload().length - descriptor.length());
        if (picture.size() > MAX_FRAME) {
            broken();
        } else if (packet.marker()) {
            finish(packet.arrivalNanos());
        }
    }

    /// Whether a hole in the sequence cost no picture: the pictures on both sides follow each other.
    private boolean nothingButPaddingLost(@Nullable Vp8Descriptor next) {
        return !open
                && !awaitingKey
                && next != null
                && next.frameStart()
                && next.pictureId() >= 0
                && lastPictureId >= 0
                && ((lastPictureId + 1) & next.pictureIdMask()) == next.pictureId();
    }

    private boolean begin(SourcePacket packet, Vp8Descriptor descriptor) {
        if (!descriptor.frameStart()) {
            if (!awaitingKey) {
                broken();
            }
            return false;
        }
        boolean key = (packet.payload()[descriptor.length()] & 1) == 0;
        if (awaitingKey && !key) {
            lossBefore = true;
            return false;
        }
        open = true;
        timestamp = packet.timestamp();
        openPictureId = descriptor.pictureId();
        return true;
    }

    private void finish(long arrivalNanos) {
        byte[] data = picture.toByteArray();
        picture.reset();
        open = false;
        lastPictureId = openPictureId;
        boolean key = data.length > 0 && (data[0] & 1) == 0;
        PictureSize size = key ? sizeOf(data) : PictureSize.NONE;
        if (key && size.equals(PictureSize.NONE)) {
            broken();
            return;
        }
        awaitingKey = false;
        output.frame(new Frame(timestamp, key, size, lossBefore, data, arrivalNanos));
        lossBefore = false;
    }

    private void broken() {
        drop();
        lossBefore = true;
        awaitingKey = true;
        output.keyFrameNeeded();
    }

    private void drop() {
        picture.reset();
        open = false;
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
