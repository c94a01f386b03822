package org.yizhan.media.pipeline;

import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.rtp.PictureIds;

/// Turns a retransmission (RFC 4588) back into the packet that was lost, in place. One without anything in it
/// was padding to probe the line. A payload type that is none of the table's, or of the other kind, is kept here.
record UnwrapRetransmission(MediaIds ids) implements Stage {

    private static final int ORIGINAL_SEQUENCE = 2;

    @Override
    public boolean take(Incoming in) {
        int type = in.packet.payloadType();
        ReceiveStream stream = in.stream();
        PictureIds original = ids.retransmitted(type);
        if (original == null) {
            Codec codec = ids.codec(type);
            return codec != null && codec.isAudio() == stream.codec().isAudio();
        }
        if (in.packet.payloadLength() < ORIGINAL_SEQUENCE
                || stream.ssrc() == 0
                || stream.codec().isAudio()) {
            return false;
        }
        int payload = in.packet.payloadOffset();
        int sequence = Bytes.u16(in.array, payload);
        System.arraycopy(in.array, in.offset, in.array, in.offset + ORIGINAL_SEQUENCE, payload - in.offset);
        in.offset += ORIGINAL_SEQUENCE;
        in.length -= ORIGINAL_SEQUENCE;
        in.array[in.offset + 1] = (byte) (in.array[in.offset + 1] & 0x80 | original.type());
        Bytes.put16(in.array, in.offset + 2, sequence);
        Bytes.put32(in.array, in.offset + 8, stream.ssrc());
        in.retransmitted = true;
        return in.packet.wrap(in.array, in.offset, in.length);
    }
}
