package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import org.yizhan.media.recording.store.StoreRefusal;
import org.yizhan.protocol.id.RecordingId;

/// Copies in a store that was configured once and is not now. What it has cannot be read, and must not be forgotten
/// either: nothing that it has the key of is certified to be erased.
record CopiesLeft(RecordingFolder folder) implements Copies {

    static Copies of(RecordingFolder folder) {
        return Files.exists(StoreConfiguration.tree(folder.root())) ? new CopiesLeft(folder) : NONE;
    }

    @Override
    public void bringBack(Manifest manifest, RecordedSource source) throws IOException {
        if (!Files.exists(folder.of(manifest.recording()).resolve(source.file()))) {
            throw new StoreRefusal(StoreRefusal.Reason.UNREACHABLE, "no bucket is named", null);
        }
    }

    @Override
    public void destroyKey(RecordingId recording) throws IOException {
        throw new IOException("录像 " + recording + " 的密钥在存储中可能还有一份，请恢复 yizhan.recording.s3 的设置 / a copy of the key of"
                + " recording " + recording + " may be in the store: configure yizhan.recording.s3 again, or, when"
                + " the bucket is gone, delete " + StoreConfiguration.tree(folder.root()));
    }

    @Override
    public void erased(RecordingId recording) {
        // Never comes to this.
    }
}
