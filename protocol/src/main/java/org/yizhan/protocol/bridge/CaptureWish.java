package org.yizhan.protocol.bridge;

import java.util.UUID;

/// That the headers of a meeting's packets shall be written down, never what is in them.
///
/// @param capture names it; the same again begins nothing new
/// @param seconds 1 to 120
/// @param bytes   65,536 to 8,388,608; what comes when the file is full is left out
public record CaptureWish(UUID capture, int seconds, long bytes) {}
