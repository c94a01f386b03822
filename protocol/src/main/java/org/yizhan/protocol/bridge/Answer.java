package org.yizhan.protocol.bridge;

/// The bridge's SDP answer.
///
/// @param sdp            complete, with candidates and the bridge's own SSRCs
/// @param bridgeInstance changes whenever the bridge process does; a page whose connection was answered by another
///                       instance knows that it is gone and connects anew
public record Answer(String sdp, String bridgeInstance) {}
