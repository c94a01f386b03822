package org.yizhan.media.recording.frames;

/// One whole picture or one packet of sound.
///
/// @param timestamp    of the sender's media clock, 32 bits as sent
/// @param key          decodes without any other frame
/// @param size         of the picture, in a key frame only
/// @param setup        what a decoder must know before the first frame (Matroska's `CodecPrivate`), in a key frame
///                     only; empty where the codec needs nothing
/// @param lossBefore   frames before this one were lost
/// @param arrivalNanos when its last packet arrived
public record Frame(
        long timestamp,
        boolean key,
        PictureSize size,
        byte[] setup,
        boolean lossBefore,
        byte[] data,
        long arrivalNanos) {

    /// Nothing that a decoder must know before.
    public static final byte[] NO_SETUP = {};
}
