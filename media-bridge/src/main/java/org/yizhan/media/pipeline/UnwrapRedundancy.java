package org.yizhan.media.pipeline;

import java.util.function.Consumer;
import org.yizhan.media.rtp.Bytes;
import org.yizhan.media.rtp.MediaIds;
import org.yizhan.media.rtp.RedundantBlocks;

/// Turns redundant sound (RFC 2198) into plain packets: first those that were lost and are in this one again, each
/// with the number that it had, then the new one.
final class UnwrapRedundancy implements Stage {

    private static final int MAX_FRAME = 1_500;

    private final MediaIds ids;
    private final Consumer<Incoming> onwards;
    private final RedundantBlocks blocks = new RedundantBlocks();
    private final Incoming again = new Incoming();
    private final byte[] scratch = new byte[MAX_FRAME];

    /// @param onwards takes a packet through the stages that follow
    UnwrapRedundancy(MediaIds ids, Consumer<Incoming> onwards) {
        this.ids = ids;
        this.onwards = onwards;
    }

    @Override
    public boolean take(Incoming in) {
        if (in.packet.payloadType() != ids.red() || !in.stream().codec().isAudio()) {
            return true;
        }
        if (in.packet.payloadLength() == 0) {
            return plain(in, in.packet.payloadOffset());
        }
        if (!blocks.read(in.packet)) {
            return false;
        }
        int newest = blocks.count() - 1;
        for (int i = 0; i < newest; i++) {
            int sequence = in.packet.sequenceNumber() - (newest - i) & 0xFFFF;
            if (blocks.type(i) == ids.opus()
                    && blocks.length(i) > 0
                    && in.stream().misses(sequence)) {
                recover(in, i, sequence);
            }
        }
        return blocks.type(newest) == ids.opus() && plain(in, blocks.start(newest));
    }

    private void recover(Incoming in, int block, int sequence) {
        int header = in.packet.payloadOffset() - in.offset;
        int length = header + blocks.length(block);
        if (length > MAX_FRAME) {
            return;
        }
        System.arraycopy(in.array, in.offset, scratch, 0, header);
        System.arraycopy(in.array, blocks.start(block), scratch, header, blocks.length(block));
        scratch[0] &= (byte) ~0x20;
        scratch[1] = (byte) ids.opus();
        Bytes.put16(scratch, 2, sequence);
        Bytes.put32(scratch, 4, in.packet.timestamp() - blocks.ticksBefore(block));
        again.array = scratch;
        again.offset = 0;
        again.length = length;
        again.arrivalNanos = in.arrivalNanos;
        again.stream = in.stream;
        again.retransmitted = false;
        again.redundant = true;
        if (again.packet.wrap(scratch, 0, length)) {
            onwards.accept(again);
        }
    }

    /// The packet without what is in front of its new frame, in place.
    private boolean plain(Incoming in, int frame) {
        int skipped = frame - in.packet.payloadOffset();
        System.arraycopy(in.array, in.offset, in.array, in.offset + skipped, in.packet.payloadOffset() - in.offset);
        in.offset += skipped;
        in.length -= skipped;
        in.array[in.offset + 1] = (byte) (in.array[in.offset + 1] & 0x80 | ids.opus());
        return in.packet.wrap(in.array, in.offset, in.length);
    }
}
