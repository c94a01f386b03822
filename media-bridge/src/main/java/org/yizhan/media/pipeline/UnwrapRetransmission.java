package org.yizhan.media.pipeline;

import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.MediaIds;

/// Turns a retransmission (RFC 4588) back into the packet that was lost, in place. One without anything in it
/// was padding to probe the line.
record UnwrapRetransmission(MediaIds ids) implements Stage {

    private static final int ORIGINAL_SEQUENCE = 2;

    @Override
    public boolean take(Incoming in) {
        int type = in.packet.payloadType();
        ReceiveStream stream = in.stream();
        if (type != ids.rtx()) {
            return type == ids.payloadType(stream.codec());
        }
        if (in.packet.payloadLength() < ORIGINAL_SEQUENCE || stream.ssrc() == 0) {
            return false;
        }
        int payload = in.packet.payloadOffset();
        int original = Bytes.u16(in.array, payload);
        System.arraycopy(in.array, in.offset, in.array, in.offset + ORIGINAL_SEQUENCE, payload - in.offset);
        in.offset += ORIGINAL_SEQUENCE;
        in.length -= ORIGINAL_SEQUENCE;
        in.array[in.offset + 1] = (byte) (in.array[in.offset + 1] & 0x80 | ids.payloadType(stream.codec()));
        Bytes.put16(in.array, in.offset + 2, original);
        Bytes.put32(in.array, in.offset + 8, stream.ssrc());
        in.retransmitted = true;
        return in.packet.wrap(in.array, in.offset, in.length);
    }
}
