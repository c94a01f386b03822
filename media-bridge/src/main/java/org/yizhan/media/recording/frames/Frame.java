package org.yizhan.media.recording.frames;

/// One whole picture or one packet of sound.
///
/// @param timestamp    of the sender's media clock, 32 bits as sent
/// @param key          decodes without any other frame
/// @param size         of the picture, in a key frame only
/// @param lossBefore   frames before this one were lost
/// @param arrivalNanos when its last packet arrived
public record Frame(
        long timestamp, boolean key, PictureSize size, boolean lossBefore, byte[] data, long arrivalNanos) {}
