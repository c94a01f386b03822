package org.yizhan.media.recording.frames;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// Whole pictures from packets, whatever the codec. A picture with a hole is left out, and so is every one after it
/// until the next key frame, since each builds on those before.
public abstract sealed class PictureFrames implements Frames permits Vp8Frames, H264Frames, Vp9Frames, Av1Frames {

    /// No camera's picture is larger; a sender that never ends its frame shall not fill the memory.
    static final int MAX_FRAME = 4 << 20;

    /// What a whole picture is.
    ///
    /// @param setup as in [Frame]
    record Picture(byte[] data, boolean key, PictureSize size, byte[] setup) {}

    private final Output output;
    private final ByteArrayOutputStream picture = new ByteArrayOutputStream(32 << 10);
    private boolean open;
    private long timestamp;
    private boolean awaitingKey = true;
    private boolean lossBefore;

    /// Whether the sender marks the ends of its pictures, as it should.
    private boolean marks;

    PictureFrames(Output output) {
        this.output = output;
    }

    @Override
    public final int clockRate() {
        return 90_000;
    }

    @Override
    public final void restart() {
        drop();
        awaitingKey = true;
        marks = false;
    }

    @Override
    public final void packet(SourcePacket packet, boolean lost) {
        byte[] payload = packet.payload();
        if (lost && !(!open && !awaitingKey && followsLast(payload))) {
            broken();
        }
        if (payload.length == 0) {
            return;
        }
        if (!isReadable(payload)) {
            broken();
            return;
        }
        if (open && packet.timestamp() != timestamp) {
            if (marks) {
                // Chromium drops what still waits of a picture when a key frame is ready to be sent, and counts on.
                broken();
            } else {
                finish(packet.arrivalNanos());
            }
        }
        if (!open && !begin(packet)) {
            return;
        }
        if (!add(payload, picture) || picture.size() > MAX_FRAME) {
            broken();
        } else if (packet.marker()) {
            marks = true;
            finish(packet.arrivalNanos());
        }
    }

    private boolean begin(SourcePacket packet) {
        if (!begins(packet.payload())) {
            if (!awaitingKey) {
                broken();
            }
            return false;
        }
        if (awaitingKey && !beginsKey(packet.payload())) {
            lossBefore = true;
            return false;
        }
        open = true;
        timestamp = packet.timestamp();
        begun(packet.payload());
        return true;
    }

    private void finish(long arrivalNanos) {
        byte[] data = picture.toByteArray();
        picture.reset();
        open = false;
        Picture whole = ended(data);
        if (whole == null || awaitingKey && !whole.key()) {
            broken();
            return;
        }
        awaitingKey = false;
        output.frame(
                new Frame(timestamp, whole.key(), whole.size(), whole.setup(), lossBefore, whole.data(), arrivalNanos));
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
        dropped();
    }

    /// Whether a payload, not empty, is one of this codec.
    abstract boolean isReadable(byte[] payload);

    /// Whether a picture can begin with this packet.
    abstract boolean begins(byte[] payload);

    /// Whether a key frame can.
    abstract boolean beginsKey(byte[] payload);

    /// A hole in the sequence: whether the picture that this payload begins follows the last one all the same, so
    /// that nothing but padding was lost.
    boolean followsLast(byte[] payload) {
        return false;
    }

    /// A picture begins with this packet.
    void begun(byte[] payload) {}

    /// Adds what a packet holds of the picture.
    ///
    /// @return false: it does not go on with what there is
    abstract boolean add(byte[] payload, ByteArrayOutputStream out);

    /// The picture is whole.
    ///
    /// @return null: it is none
    abstract @Nullable Picture ended(byte[] data);

    /// What was begun is not gone on with.
    void dropped() {}
}
