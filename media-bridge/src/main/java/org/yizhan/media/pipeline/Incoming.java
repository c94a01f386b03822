package org.yizhan.media.pipeline;

import org.jspecify.annotations.Nullable;
import org.yizhan.media.rtp.RtpPacket;

/// A packet on its way through the stages; one object for all packets of a pipeline.
final class Incoming {

    final RtpPacket packet = new RtpPacket();
    byte[] array = new byte[0];
    int offset;
    int length;
    long arrivalNanos;

    /// Whose packet it is; null before [FindStream].
    @Nullable
    ReceiveStream stream;

    /// The sequence number without wrap-around; set by [DropDuplicates].
    long sequence;

    boolean retransmitted;

    /// Was in a later packet again; the line did not carry it.
    boolean redundant;

    ReceiveStream stream() {
        ReceiveStream found = stream;
        if (found == null) {
            throw new IllegalStateException("the stream is not known yet");
        }
        return found;
    }
}
