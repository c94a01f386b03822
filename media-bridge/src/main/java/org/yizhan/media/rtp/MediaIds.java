package org.yizhan.media.rtp;

/// The numbers that one member's session description gave to the codecs and header extensions of the bridge's
/// table. Every member has its own; what is forwarded is rewritten to the receiver's.
///
/// @param opus             payload type
/// @param red              payload type of redundant sound (RFC 2198); -1 for none
/// @param vp8              payload type; -1 when the member has no pictures
/// @param rtx              payload type of retransmissions of VP8; -1 for none
/// @param mid              header extension with the media section's id; 0 for none
/// @param transportCounter header extension with the transport-wide sequence number; 0 for none
/// @param audioLevel       header extension with the loudness; 0 for none
public record MediaIds(int opus, int red, int vp8, int rtx, int mid, int transportCounter, int audioLevel) {

    /// The same without transport-wide numbers.
    public MediaIds unnumbered() {
        return new MediaIds(opus, red, vp8, rtx, mid, 0, audioLevel);
    }

    public int payloadType(Codec codec) {
        return switch (codec) {
            case OPUS -> opus;
            case VP8 -> vp8;
        };
    }
}
