package org.yizhan.media.rtp;

/// The numbers of header extensions (RFC 8285); 0: the member does not have it.
///
/// @param mid              id of the media section (RFC 8843)
/// @param rid              id of the layer within it (RFC 8852 §3.1)
/// @param repairedRid      id of the layer that a retransmission belongs to (RFC 8852 §3.2)
/// @param transportCounter transport-wide sequence number
/// @param audioLevel       loudness (RFC 6464)
public record ExtensionIds(int mid, int rid, int repairedRid, int transportCounter, int audioLevel) {

    ExtensionIds unnumbered() {
        return new ExtensionIds(mid, rid, repairedRid, 0, audioLevel);
    }
}
