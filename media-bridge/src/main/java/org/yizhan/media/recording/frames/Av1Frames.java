package org.yizhan.media.recording.frames;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Av1;

/// Whole AV1 pictures from packets (RTP Payload Format For AV1, version 1.0): temporal units of OBUs that each tell
/// their size, without delimiters, as Matroska has them.
public final class Av1Frames extends PictureFrames {

    private static final int SIZED = 0x02;
    private static final int EXTENDED = 0x04;

    private static final int SEQUENCE_HEADER = 1;
    private static final int TEMPORAL_DELIMITER = 2;
    private static final int FRAME_HEADER = 3;
    private static final int FRAME = 6;
    private static final int TILE_LIST = 8;
    private static final int PADDING = 15;

    /// Where it is zero in a frame header's first byte, the frame is a key frame: `show_existing_frame`,
    /// `frame_type`.
    private static final int NOT_KEY = 0xE0;

    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(8 << 10);
    private boolean pieceOpen;
    private @Nullable Av1Sequence sequence;
    private boolean sequenceHere;
    private boolean frameHere;
    private boolean key;

    public Av1Frames(Output output) {
        super(output);
    }

    @Override
    boolean isReadable(byte[] payload) {
        return payload.length > 1;
    }

    @Override
    boolean begins(byte[] payload) {
        return (payload[0] & Av1.CONTINUES) == 0;
    }

    @Override
    boolean beginsKey(byte[] payload) {
        return Av1.startsKeyframe(payload, 0, payload.length);
    }

    @Override
    void begun(byte[] payload) {
        dropped();
    }

    @Override
    boolean add(byte[] payload, ByteArrayOutputStream out) {
        int elements = Av1.elements(payload[0]);
        boolean continues = (payload[0] & Av1.CONTINUES) != 0;
        if (continues != pieceOpen) {
            return false;
        }
        Leb128 in = new Leb128(payload, 1);
        int count = 0;
        while (in.at() < payload.length) {
            count++;
            long length = count == elements ? payload.length - in.at() : in.next();
            if (length <= 0 || length > payload.length - in.at()) {
                return false;
            }
            piece.write(payload, in.at(), (int) length);
            in.skip((int) length);
            pieceOpen = in.at() == payload.length && (payload[0] & Av1.TO_BE_CONTINUED) != 0;
            if (piece.size() > MAX_FRAME || !pieceOpen && !unit(out)) {
                return false;
            }
        }
        return elements == 0 || count == elements;
    }

    private boolean unit(ByteArrayOutputStream out) {
        byte[] unit = piece.toByteArray();
        piece.reset();
        int header = unit[0] & 0xFF;
        Leb128 in = new Leb128(unit, (header & EXTENDED) != 0 ? 2 : 1);
        long length = (header & SIZED) != 0 ? in.next() : unit.length - in.at();
        if ((header & 0x80) != 0 || length < 0 || length > unit.length - in.at()) {
            return false;
        }
        int type = header >> 3 & 0x0F;
        if (type == TEMPORAL_DELIMITER || type == TILE_LIST || type == PADDING) {
            return true;
        }
        byte[] sized = Leb128.sized(unit, in.at(), (int) length);
        if (type == SEQUENCE_HEADER) {
            sequence = Av1Sequence.read(unit, in.at(), (int) length, sized);
            sequenceHere = sequence != null;
        } else if ((type == FRAME || type == FRAME_HEADER) && !frameHere && length > 0) {
            frameHere = true;
            key = sequenceHere && (unit[in.at()] & NOT_KEY) == 0;
        }
        out.writeBytes(sized);
        return type != SEQUENCE_HEADER || sequenceHere;
    }

    @Override
    @Nullable
    Picture ended(byte[] data) {
        Av1Sequence known = sequence;
        if (pieceOpen || data.length == 0 || known == null) {
            return null;
        }
        return key
                ? new Picture(data, true, known.size(), known.setup())
                : new Picture(data, false, PictureSize.NONE, Frame.NO_SETUP);
    }

    @Override
    void dropped() {
        piece.reset();
        pieceOpen = false;
        sequenceHere = false;
        frameHere = false;
        key = false;
    }
}
