package org.yizhan.media.sdp;

import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.SourceKind;

/// One media section of an offer, in its place.
///
/// @param mid    its id
/// @param media  sound or pictures, rather than data
/// @param audio  sound rather than pictures
/// @param source what it sends; null when it does not
/// @param slot   which receive slot it is; -1 when it receives nothing
/// @param ssrc   of its stream, unsigned; 0 when the offer does not tell
/// @param rtx    SSRC of its retransmissions; 0 when the offer does not tell
public record Section(
        String mid, boolean media, boolean audio, @Nullable SourceKind source, int slot, long ssrc, long rtx) {}
