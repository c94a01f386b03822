package org.yizhan.media.room;

import org.yizhan.media.rtp.RtpPacket;
import org.yizhan.media.rtp.SenderReport;

/// Takes one producer's packets. Called on the room's event loop only.
public interface Consumer {

    /// One packet of media, decrypted, out of its retransmission wrapping, never the same one twice, never
    /// without payload. Order is order of arrival: packets may come late, a lost one that was sent again comes
    /// when it comes.
    ///
    /// The view and its array belong to the bridge and are used again after this call: copy what must stay,
    /// change nothing. Payload type and header extension ids are the sender's own.
    ///
    /// @param arrivalNanos when it came in, by [System#nanoTime()]
    void packet(RtpPacket packet, long arrivalNanos);

    /// A packet of padding alone, which only takes up a sequence number. Of no use but to whoever forwards the
    /// numbers.
    default void padding(RtpPacket packet, long arrivalNanos) {}

    /// The producer's sender report, about every second and soon after it begins: ties its RTP clock to its
    /// member's wall clock, which all sources of that member share.
    ///
    /// @param arrivalNanos when it came in, by [System#nanoTime()]
    void senderReport(SenderReport report, long arrivalNanos);

    /// What its source should send at most for this consumer's sake, bits a second; negative: no opinion.
    default long limit() {
        return -1;
    }

    /// The producer ended; no more calls. The consumer is detached already.
    void producerClosed();
}
