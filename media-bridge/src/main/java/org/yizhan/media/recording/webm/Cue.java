package org.yizhan.media.recording.webm;

/// A place to which a player may jump.
///
/// @param timeMs   of a frame that decodes by itself
/// @param offset   in the file, of the piece that holds its cluster
public record Cue(long timeMs, long offset) {}
