package org.yizhan.media.recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.media.recording.evidence.Sha256;
import org.yizhan.media.recording.store.ObjectStore;
import org.yizhan.media.recording.store.StoreRefusal;
import org.yizhan.protocol.id.RecordingId;

/// Fetches sources back from the store to where they were, whole: everything that reads a recording reads files.
final class StoredCopies implements Copies {

    private static final Logger LOG = LoggerFactory.getLogger(StoredCopies.class);

    /// Whoever opened a file or verifies a recording is done by then; an open file can be read on, too.
    static final Duration STAYS = Duration.ofMinutes(10);

    private static final String UNFINISHED = ".fetching";

    private static final int AT_ONCE = 16;

    private final RecordingFolder folder;
    private final ObjectStore store;
    private final StoredTree tree;
    private final KeyCopies keys;
    private final StoreState state;
    private final Object[] locks = new Object[AT_ONCE];

    StoredCopies(RecordingFolder folder, ObjectStore store, StoredTree tree, KeyCopies keys, StoreState state) {
        this.folder = folder;
        this.store = store;
        this.tree = tree;
        this.keys = keys;
        this.state = state;
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new Object();
        }
    }

    @Override
    public void bringBack(Manifest manifest, RecordedSource source) throws IOException {
        RecordingId recording = manifest.recording();
        Path path = folder.of(recording);
        Stored stored = Stored.in(path);
        Stored.File wanted = stored.file(source.file());
        if (wanted == null) {
            return;
        }
        Path file = path.resolve(source.file());
        // Two that play the same source fetch it once.
        synchronized (locks[Math.floorMod(file.hashCode(), locks.length)]) {
            boolean here = Files.exists(file);
            if (!here) {
                folder.marks().put(StoreMarks.Kind.FETCHED, recording);
                fetch(recording, wanted, file);
            } else if (stored.readBackAt() != null && !folder.marks().has(StoreMarks.Kind.LOCAL, recording)) {
                folder.marks().put(StoreMarks.Kind.FETCHED, recording);
            }
        }
    }

    private void fetch(RecordingId recording, Stored.File wanted, Path file) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        try {
            DigestOutputStream hash = new DigestOutputStream(Files.newOutputStream(written), Sha256.digest());
            try (OutputStream out = new BufferedOutputStream(hash)) {
                store.get(tree.of(recording) + wanted.name(), out);
            }
            state.gave(Files.size(written));
            if (!Sha256.hex(hash.getMessageDigest().digest()).equals(wanted.sha256())) {
                // It is put there all the same: verifying will name what was changed.
                state.changed();
                LOG.error(
                        "录像 {} 在存储中的 {} 已改变 / recording {}: {} in the store is not what was stored there",
                        recording,
                        wanted.name(),
                        recording,
                        wanted.name());
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (StoreRefusal refusal) {
            state.refused(refusal);
            throw refusal;
        } finally {
            Files.deleteIfExists(written);
        }
    }

    @Override
    public void destroyKey(RecordingId recording) throws IOException {
        try {
            keys.destroy(recording);
        } catch (StoreRefusal refusal) {
            state.refused(refusal);
            throw refusal;
        }
    }

    @Override
    public void erased(RecordingId recording) throws IOException {
        folder.marks().put(StoreMarks.Kind.TO_DELETE, recording);
    }

    /// Removes what was fetched longest ago until at most `bytes` of it are left.
    void evict(long bytes, Instant now, SealedSending sending) throws IOException {
        long left = 0;
        for (StoreMarks.Mark mark : folder.marks().all(StoreMarks.Kind.FETCHED).reversed()) {
            Path path = folder.of(mark.recording());
            left += Stored.in(path).bytes();
            if (left <= bytes || mark.at().plus(STAYS).isAfter(now)) {
                continue;
            }
            Manifest manifest = folder.manifest(mark.recording());
            if (manifest != null && folder.isFinished(mark.recording())) {
                sending.removeSources(mark.recording(), manifest);
                removeUnfinished(path);
                folder.marks().remove(StoreMarks.Kind.FETCHED, mark.recording());
            }
        }
    }

    private static void removeUnfinished(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(UNFINISHED)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
