package org.yizhan.media.recording;

/// Why a recording asks a source for a key frame.
enum KeyframeNeed {
    /// Until one comes, nothing can be decoded.
    NEEDED,
    /// A player could start nearer to where it is wanted.
    WELCOME
}
