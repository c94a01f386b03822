package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yizhan.media.recording.store.ObjectStore;
import org.yizhan.protocol.id.RecordingId;

/// Copies of the wrapped keys in the store. Without them a machine that is lost would take with it what opens the
/// recordings that it stored; with them, an erasure must reach them too.
final class KeyCopies {

    private static final String RESEND = "resend-keys";

    private final RecordingKeys keys;
    private final ObjectStore store;
    private final StoredTree tree;
    private final Path resend;

    /// @param marks folder of [StoreMarks]
    KeyCopies(RecordingKeys keys, ObjectStore store, StoredTree tree, Path marks) {
        this.keys = keys;
        this.store = store;
        this.tree = tree;
        this.resend = marks.resolve(RESEND);
    }

    /// All keys have been wrapped anew.
    static void rotated(Path marks) throws IOException {
        Files.createDirectories(marks);
        Files.write(marks.resolve(RESEND), new byte[0]);
    }

    /// Not while one is destroyed: a copy must not come back.
    synchronized void send(RecordingId recording) throws IOException {
        byte[] wrapped = keys.wrapped(recording);
        if (wrapped == null) {
            return;
        }
        store.put(tree.key(recording), ObjectStore.Body.of(wrapped));
        if (keys.wrapped(recording) == null) {
            // Another bridge destroyed it meanwhile.
            store.delete(tree.key(recording));
        }
    }

    synchronized void destroy(RecordingId recording) throws IOException {
        store.delete(tree.key(recording));
    }

    /// Sends all keys again after a rotation.
    ///
    /// @return how many were sent; -1: there was no rotation
    int sendRotated() throws IOException {
        if (!Files.exists(resend)) {
            return -1;
        }
        int sent = 0;
        for (RecordingId recording : keys.recordings()) {
            send(recording);
            sent++;
        }
        Files.deleteIfExists(resend);
        return sent;
    }
}
