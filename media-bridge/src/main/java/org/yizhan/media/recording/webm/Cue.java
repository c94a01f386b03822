package org.yizhan.media.recording.webm;

/// A place to which a player may jump.
///
/// @param timeMs   of a frame that decodes by itself
/// @param offset   of its cluster in the file
public record Cue(long timeMs, long offset) {}
