package org.yizhan.media.recording.cipher;

/// A data key as it lies on the disk, encrypted by a master key.
///
/// @param algorithm of the data key, and of its wrapping
/// @param master    id of the master key
/// @param nonce     base64
/// @param wrapped   base64 of the encrypted key and its tag
record WrappedKey(int version, String recording, String algorithm, String master, String nonce, String wrapped) {}
