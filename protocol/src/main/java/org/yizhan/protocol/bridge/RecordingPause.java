package org.yizhan.protocol.bridge;

import org.yizhan.protocol.id.MemberId;

/// Why a recording rests while its meeting goes on.
///
/// @param by     who asked for it
/// @param reason a word of `client/pause-recording`
public record RecordingPause(MemberId by, String reason) {}
