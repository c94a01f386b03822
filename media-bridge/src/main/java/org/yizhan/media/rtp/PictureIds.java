package org.yizhan.media.rtp;

/// The numbers of one codec of pictures in one member's session description.
///
/// @param type       payload type
/// @param rtx        payload type of its retransmissions; -1 for none
/// @param parameters what an answer says of the codec (`fmtp`); empty for nothing
public record PictureIds(Codec codec, int type, int rtx, String parameters) {}
