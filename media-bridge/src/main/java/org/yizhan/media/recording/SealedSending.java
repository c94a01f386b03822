package org.yizhan.media.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.evidence.Sha256;
import org.yizhan.media.recording.store.ObjectStore;
import org.yizhan.media.recording.store.StoreRefusal;
import org.yizhan.protocol.id.RecordingId;

/// Puts sealed recordings into the store as they lie in their folder, and takes their sources from the folder once the
/// store gave them back right. All of it may be repeated at any time, by any bridge that has the folder.
final class SealedSending {

    private static final Logger LOG = LoggerFactory.getLogger(SealedSending.class);

    private final RecordingFolder folder;
    private final ObjectStore store;
    private final StoredTree tree;
    private final KeyCopies keys;
    private final StoreState state;
    private final Clock wall;
    private final long rate;

    /// @param rate most bytes a second
    SealedSending(
            RecordingFolder folder,
            ObjectStore store,
            StoredTree tree,
            KeyCopies keys,
            StoreState state,
            Clock wall,
            long rate) {
        this.folder = folder;
        this.store = store;
        this.tree = tree;
        this.keys = keys;
        this.state = state;
        this.wall = wall;
        this.rate = rate;
    }

    /// Sends what is missing. The manifest goes last: where it is, everything is.
    ///
    /// @param markedBy home of who marked it to be sent
    /// @return whether there is nothing more to send
    boolean send(RecordingId recording, String markedBy) throws IOException {
        Path path = folder.of(recording);
        byte[] text;
        try {
            text = Files.readAllBytes(path.resolve(RecordingFolder.MANIFEST));
        } catch (NoSuchFileException _) {
            if (folder.isFinished(recording)) {
                // It never came to anything.
                folder.marks().neverSend(recording);
            }
            return false;
        }
        Manifest manifest = ManifestText.read(text);
        if (manifest.state() != Manifest.State.SEALED || Erasure.in(path) != null) {
            return false;
        }
        String hash = Sha256.of(text);
        Stored stored = Stored.in(path);
        if (!hash.equals(stored.manifestSha256())) {
            keys.send(recording);
            for (String name : files(manifest)) {
                stored = sendFile(recording, path.resolve(name), stored);
            }
            Stored complete = stored.complete(hash);
            put(tree.of(recording) + Stored.FILE, ObjectStore.Body.of(complete.text()));
            put(tree.of(recording) + RecordingFolder.MANIFEST, ObjectStore.Body.of(text));
            complete.write(folder, recording);
            LOG.info("录像 {} 已存入 / recording {} is stored: {}", recording, recording, state.where());
        }
        store.delete(tree.live(recording));
        folder.sent(recording, hash, markedBy);
        return true;
    }

    private static List<String> files(Manifest manifest) {
        List<String> names = new ArrayList<>();
        manifest.sources().forEach(source -> names.add(source.file()));
        names.add(FragmentLog.FILE);
        names.add(Verifier.KEY_BESIDE);
        return names;
    }

    private Stored sendFile(RecordingId recording, Path file, Stored stored) throws IOException {
        String name = file.getFileName().toString();
        Stored.File known = stored.file(name);
        if (!Files.exists(file)) {
            if (known == null && !name.equals(FragmentLog.FILE)) {
                LOG.error("录像 {} 缺少文件 / recording {} lacks its file {}", recording, recording, name);
            }
            // Taken from here after an earlier seal; or the meeting was over before anything came.
            return stored;
        }
        FileBody body = FileBody.of(file, rate);
        if (known != null && known.sha256().equals(body.sha256()) && known.bytes() == body.length()) {
            return stored;
        }
        put(tree.of(recording) + name, body);
        Stored more = stored.with(new Stored.File(name, body.length(), body.sha256()));
        // A process that is killed now need not send it again.
        more.write(folder, recording);
        return more;
    }

    private void put(String name, ObjectStore.Body body) throws IOException {
        store.put(name, body);
        state.took(body.length());
    }

    /// Reads everything back, and takes the sources from the folder when it is what was sent.
    ///
    /// @return whether they are gone; if not, they will be sent again
    boolean leaveToStore(RecordingId recording) throws IOException {
        Path path = folder.of(recording);
        Manifest manifest = folder.manifest(recording);
        Stored stored = Stored.in(path);
        if (manifest == null || !folder.isFinished(recording)) {
            return false;
        }
        if (!isStored(path, stored)) {
            return sendAgain(recording);
        }
        if (stored.readBackAt() == null) {
            for (Stored.File file : stored.files()) {
                if (!isRight(recording, file)) {
                    state.changed();
                    LOG.error(
                            "录像 {} 在存储中的 {} 已改变，重新上传 / recording {}: {} is not what was stored, it is sent again",
                            recording,
                            file.name(),
                            recording,
                            file.name());
                    stored.without(file.name()).write(folder, recording);
                    return sendAgain(recording);
                }
            }
            stored.readBack(wall.instant()).write(folder, recording);
        }
        removeSources(recording, manifest);
        folder.marks().remove(StoreMarks.Kind.LOCAL, recording);
        return true;
    }

    private boolean sendAgain(RecordingId recording) throws IOException {
        folder.marks().toSend(recording);
        folder.marks().remove(StoreMarks.Kind.LOCAL, recording);
        return false;
    }

    /// As it is sealed now, not before it was continued.
    private static boolean isStored(Path path, Stored stored) throws IOException {
        byte[] text = Files.readAllBytes(path.resolve(RecordingFolder.MANIFEST));
        return Sha256.of(text).equals(stored.manifestSha256());
    }

    private boolean isRight(RecordingId recording, Stored.File file) throws IOException {
        DigestOutputStream hash = new DigestOutputStream(OutputStream.nullOutputStream(), Sha256.digest());
        try {
            store.get(tree.of(recording) + file.name(), hash);
        } catch (StoreRefusal refusal) {
            switch (refusal.reason()) {
                case MISSING, ALTERED -> {
                    return false;
                }
                default -> throw refusal;
            }
        }
        return Sha256.hex(hash.getMessageDigest().digest()).equals(file.sha256());
    }

    /// Only what the store gave back right once.
    void removeSources(RecordingId recording, Manifest manifest) throws IOException {
        Stored stored = Stored.in(folder.of(recording));
        if (stored.readBackAt() == null) {
            return;
        }
        for (RecordedSource source : manifest.sources()) {
            if (stored.file(source.file()) != null) {
                Files.deleteIfExists(folder.of(recording).resolve(source.file()));
            }
        }
    }

    /// Takes an erased recording out of the store but for what proves that it was.
    void delete(RecordingId recording) throws IOException {
        keys.destroy(recording);
        store.delete(tree.live(recording));
        store.delete(tree.of(recording) + "source-");
        Path certificate = folder.of(recording).resolve(Erasure.FILE);
        if (Files.exists(certificate)) {
            put(tree.of(recording) + Erasure.FILE, ObjectStore.Body.of(Files.readAllBytes(certificate)));
        }
        folder.marks().neverSend(recording);
        folder.marks().remove(StoreMarks.Kind.LOCAL, recording);
        folder.marks().remove(StoreMarks.Kind.FETCHED, recording);
        if (Files.exists(certificate)) {
            folder.marks().remove(StoreMarks.Kind.TO_DELETE, recording);
        }
    }
}
