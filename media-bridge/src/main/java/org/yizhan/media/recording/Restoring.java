package org.yizhan.media.recording;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.store.ObjectStore;
import org.yizhan.media.recording.store.StoreRefusal;
import org.yizhan.protocol.id.RecordingId;

/// Brings back what a lost machine stored: sealed recordings without their sources, which are fetched when somebody
/// looks; those that were being written, as far as they had been sent, to be mended and sealed as after a crash.
final class Restoring {

    private static final Logger LOG = LoggerFactory.getLogger(Restoring.class);

    private final RecordingFolder folder;
    private final ObjectStore store;
    private final StoredTree tree;

    Restoring(RecordingFolder folder, ObjectStore store, StoredTree tree) {
        this.folder = folder;
        this.store = store;
        this.tree = tree;
    }

    /// May be repeated; what is here already is left as it is.
    ///
    /// @return how many were brought back
    int run() throws IOException {
        int brought = 0;
        for (ObjectStore.Entry entry : store.list(tree.recordings())) {
            String[] words = entry.name().substring(tree.recordings().length()).split("/");
            if (words.length == 3 && words[2].equals(RecordingFolder.MANIFEST)) {
                brought += sealed(RecordingId.of(words[1])) ? 1 : 0;
            }
        }
        Map<String, List<String>> live = new TreeMap<>();
        for (ObjectStore.Entry entry : store.list(tree.live())) {
            String id = entry.name().substring(tree.live().length()).split("/")[0];
            live.computeIfAbsent(id, _ -> new ArrayList<>()).add(entry.name());
        }
        for (Map.Entry<String, List<String>> one : live.entrySet()) {
            brought += written(RecordingId.of(one.getKey()), one.getValue()) ? 1 : 0;
        }
        LOG.info("{} 份录像已从存储找回 / {} recordings were brought back from the store", brought, brought);
        return brought;
    }

    private boolean sealed(RecordingId recording) throws IOException {
        Path path = folder.of(recording);
        if (Files.exists(path.resolve(RecordingFolder.MANIFEST))) {
            return false;
        }
        Files.createDirectories(path);
        for (String name : List.of(FragmentLog.FILE, Verifier.KEY_BESIDE, Stored.FILE, Erasure.FILE)) {
            bring(recording, name);
        }
        key(recording);
        // Last: a start that was cut off before goes on with it.
        bring(recording, RecordingFolder.MANIFEST);
        Manifest manifest = folder.manifest(recording);
        if (manifest != null && Erasure.in(path) == null) {
            folder.mark(manifest);
        }
        return true;
    }

    private void bring(RecordingId recording, String name) throws IOException {
        byte[] content = found(tree.of(recording) + name);
        if (content.length > 0) {
            folder.writeBeside(recording, name, content);
        }
    }

    private boolean written(RecordingId recording, List<String> segments) throws IOException {
        Path path = folder.of(recording);
        Manifest known = folder.manifest(recording);
        if (known != null) {
            return false;
        }
        key(recording);
        Path beside = path.resolveSibling(recording + ".restored");
        // In the order of their names: journal after journal, each from its beginning.
        for (String segment : segments) {
            Segment.read(found(segment)).apply(beside);
        }
        if (!Files.exists(beside.resolve(RecordingFolder.MANIFEST))) {
            return false;
        }
        Files.move(beside, path);
        Manifest manifest = folder.manifest(recording);
        if (manifest != null) {
            folder.mark(manifest);
        }
        return true;
    }

    private void key(RecordingId recording) throws IOException {
        byte[] wrapped = found(tree.key(recording));
        if (wrapped.length > 0) {
            folder.keys().putBack(recording, wrapped);
        }
    }

    /// @return empty when there is none
    private byte[] found(String name) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            store.get(name, content);
        } catch (StoreRefusal refusal) {
            if (refusal.reason() != StoreRefusal.Reason.MISSING) {
                throw refusal;
            }
        }
        return content.toByteArray();
    }
}
