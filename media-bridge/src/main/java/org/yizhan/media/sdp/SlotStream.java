package org.yizhan.media.sdp;

/// The bridge's own streams of a receive slot, announced before anything is sent.
///
/// @param ssrc of what is shown
/// @param rtx  of its retransmissions; 0 for sound
public record SlotStream(int slot, long ssrc, long rtx) {}
