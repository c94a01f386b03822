package org.yizhan.media.recording.frames;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.H264;

/// Whole H.264 pictures from packets (RFC 6184), each NAL unit with its length in four bytes before it, as Matroska
/// has them. Parameter sets stay where they are, so that a change of them in the middle reaches the decoder; besides,
/// those of a key frame are its setup.
public final class H264Frames extends PictureFrames {

    private static final int FU_HEADER = 2;
    private static final int FU_START = 0x80;
    private static final int FU_END = 0x40;

    /// Delimiters, ends and filling (types 9 to 12), which only a bare byte stream needs.
    private static final int FIRST_USELESS = 9;

    private static final int LAST_USELESS = 12;

    private final H264Parameters parameters = new H264Parameters();
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(8 << 10);
    private boolean pieceOpen;
    private boolean keySlice;

    public H264Frames(Output output) {
        super(output);
    }

    @Override
    boolean isReadable(byte[] payload) {
        int type = H264.type(payload[0]);
        return payload.length >= 2
                && (payload[0] & 0x80) == 0
                && type > 0
                && (type <= H264.LAST_SINGLE || type == H264.STAP_A || type == H264.FU_A && payload.length > FU_HEADER);
    }

    @Override
    boolean begins(byte[] payload) {
        return H264.type(payload[0]) != H264.FU_A || (payload[1] & FU_START) != 0;
    }

    /// Nothing in a packet tells whether it is a picture's first. After a hole only where parameter sets begin,
    /// before which nothing of a picture lies, it is known to be.
    @Override
    boolean beginsKey(byte[] payload) {
        return H264.startsKeyframe(payload, 0, payload.length);
    }

    @Override
    void begun(byte[] payload) {
        dropped();
        parameters.pictureBegins();
    }

    @Override
    boolean add(byte[] payload, ByteArrayOutputStream out) {
        return switch (H264.type(payload[0])) {
            case H264.STAP_A -> !pieceOpen && several(payload, out);
            case H264.FU_A -> piece(payload, out);
            default -> !pieceOpen && unit(payload, out);
        };
    }

    private boolean several(byte[] payload, ByteArrayOutputStream out) {
        int at = 1;
        while (at + 2 < payload.length) {
            int length = Bytes.u16(payload, at);
            int end = at + 2 + length;
            if (length == 0 || end > payload.length || !unit(Arrays.copyOfRange(payload, at + 2, end), out)) {
                return false;
            }
            at = end;
        }
        return at == payload.length;
    }

    private boolean piece(byte[] payload, ByteArrayOutputStream out) {
        boolean start = (payload[1] & FU_START) != 0;
        if (start == pieceOpen || piece.size() > MAX_FRAME) {
            return false;
        }
        if (start) {
            pieceOpen = true;
            piece.write(payload[0] & 0x60 | H264.type(payload[1]));
        }
        piece.write(payload, FU_HEADER, payload.length - FU_HEADER);
        if ((payload[1] & FU_END) == 0) {
            return true;
        }
        byte[] whole = piece.toByteArray();
        piece.reset();
        pieceOpen = false;
        return unit(whole, out);
    }

    private boolean unit(byte[] unit, ByteArrayOutputStream out) {
        int type = H264.type(unit[0]);
        if (type >= FIRST_USELESS && type <= LAST_USELESS) {
            return true;
        }
        keySlice |= type == H264.IDR;
        if (type == H264.SPS && !parameters.sequence(unit) || type == H264.PPS && !parameters.picture(unit)) {
            return false;
        }
        out.writeBytes(new byte[] {
            (byte) (unit.length >> 24), (byte) (unit.length >> 16), (byte) (unit.length >> 8), (byte) unit.length
        });
        out.writeBytes(unit);
        return true;
    }

    @Override
    @Nullable
    Picture ended(byte[] data) {
        boolean key = keySlice;
        if (pieceOpen || data.length == 0 || key && !parameters.areKnown()) {
            return null;
        }
        return key
                ? new Picture(data, true, parameters.size(), parameters.setup())
                : new Picture(data, false, PictureSize.NONE, Frame.NO_SETUP);
    }

    @Override
    void dropped() {
        piece.reset();
        pieceOpen = false;
        keySlice = false;
    }
}
