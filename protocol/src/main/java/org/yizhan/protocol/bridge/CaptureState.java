package org.yizhan.protocol.bridge;

import java.util.UUID;

/// How far a capture of headers is.
///
/// @param over    whether nothing more comes
/// @param packets whose headers are in it
/// @param bytes   of the file so far
public record CaptureState(UUID capture, boolean over, long packets, long bytes) {}
