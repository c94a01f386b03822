package org.yizhan.media.recording.frames;

/// One decrypted RTP packet of a source, copied out of the network's buffers.
///
/// @param sequence     16 bits, as sent
/// @param timestamp    32 bits unsigned, as sent
/// @param payload      without header, extensions and padding; empty for a packet that is padding only
/// @param arrivalNanos when the bridge got it, on [System#nanoTime()]'s clock
public record SourcePacket(int sequence, long timestamp, boolean marker, byte[] payload, long arrivalNanos) {}
