package org.yizhan.media.recording;

import java.io.IOException;
import org.yizhan.protocol.id.RecordingId;

/// Copies of recordings that are not in their folder. All of it may wait for the network.
interface Copies {

    /// There are none: the folder has everything.
    Copies NONE = new Copies() {
        @Override
        public void bringBack(Manifest manifest, RecordedSource source) {}

        @Override
        public void destroyKey(RecordingId recording) {}

        @Override
        public void erased(RecordingId recording) {}
    };

    /// Fetches a source's file where the folder has it no more. What was fetched stays for 10 minutes at least.
    void bringBack(Manifest manifest, RecordedSource source) throws IOException;

    /// Destroys every copy of the recording's key.
    ///
    /// @throws IOException when one may still be there
    void destroyKey(RecordingId recording) throws IOException;

    /// The copies of the recording may go; they do so in time.
    void erased(RecordingId recording) throws IOException;
}
