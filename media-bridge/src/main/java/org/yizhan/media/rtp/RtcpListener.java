package org.yizhan.media.rtp;

/// Takes what a compound RTCP packet says, item by item. Everything not overridden is ignored.
public interface RtcpListener {

    default void senderReport(SenderReport report) {}

    /// @param reporter SSRC of who reports
    default void reportBlock(long reporter, ReportBlock block) {}

    default void bye(long ssrc) {}

    /// One lost packet of stream `media` is asked for again.
    default void nack(long media, int sequenceNumber) {}

    default void pictureLoss(long media) {}

    /// A full intra request; repeated ones for the same wish carry the same number.
    default void fullIntra(long media, int number) {}

    default void estimatedMaximumBitrate(long bitsPerSecond) {}

    /// A transport-wide feedback packet, still to be read by [TransportFeedback#read].
    default void transportFeedback(byte[] array, int offset, int length) {}
}
