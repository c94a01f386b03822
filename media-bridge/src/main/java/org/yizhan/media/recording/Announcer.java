package org.yizhan.media.recording;

/// Is told what became of recordings. Calls come from the writers' threads and must return at once; each may come
/// twice.
interface Announcer {

    /// A recording is being written; again for each part, and for one that was found interrupted.
    void written(Manifest manifest);

    void sealed(Manifest manifest);

    /// The disk refused a write; [#sealed(Manifest)] follows when the meeting is over and the disk lets it.
    void failed(Manifest manifest, String reason);
}
