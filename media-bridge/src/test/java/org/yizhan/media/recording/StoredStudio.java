package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.util.unit.DataSize;
import org.yizhan.media.recording.cipher.CipherAlgorithm;
import org.yizhan.media.recording.evidence.SealAlgorithm;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.store.ObjectStore;
import org.yizhan.media.recording.store.S3Settings;
import org.yizhan.protocol.bridge.SourceKind;

/// A studio whose folder is stored, as the product wires it, on a clock that the test sets.
final class StoredStudio {

    static final String PREFIX = "yizhan";

    private static final long SECOND = 1_000_000_000;

    final Path data;
    final RecordingFolder folder;
    final Studio studio;
    final StoredTree tree;
    final ObjectStore store;
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    StoreState state;
    StoredCopies copies;
    SealedSending sealed;
    StoreSender sender;

    StoredStudio(Path data, ObjectStore store) throws IOException {
        this.data = data;
        this.store = store;
        this.folder = folder(data);
        this.studio = new Studio(data, SealAlgorithm.ED25519, folder);
        this.tree = tree(data);
        start();
    }

    static RecordingFolder folder(Path data) throws IOException {
        Path recordings = data.resolve("recordings");
        String home = Home.of(data);
        return new RecordingFolder(
                recordings,
                Studio.keys(data, CipherAlgorithm.AES_256_GCM),
                home,
                new StoreMarks(StoreConfiguration.marks(recordings), home));
    }

    static StoredTree tree(Path data) throws IOException {
        return StoredTree.of(PREFIX, Home.in(StoreConfiguration.tree(data.resolve("recordings"))));
    }

    /// Another run of the process: what it had in memory is gone.
    void start() {
        Clock clock = new SetClock(now);
        KeyCopies keys = new KeyCopies(folder.keys(), store, tree, StoreConfiguration.marks(folder.root()));
        state = new StoreState("the trial's store", clock);
        copies = new StoredCopies(folder, store, tree, keys, state);
        sealed = new SealedSending(
                folder,
                store,
                tree,
                keys,
                state,
                clock,
                DataSize.ofMegabytes(100).toBytes());
        sender = new StoreSender(folder, store, tree, keys, sealed, copies, state, settings(), clock);
    }

    private static S3Settings settings() {
        return new S3Settings(
                null,
                "",
                "",
                PREFIX,
                true,
                null,
                Duration.ofSeconds(5),
                Duration.ofDays(7),
                DataSize.ofGigabytes(1),
                DataSize.ofMegabytes(100),
                Duration.ofSeconds(5),
                null);
    }

    /// A booth's sound and picture.
    void plays(int seconds) throws IOException {
        studio.plays(1, SourceKind.MICROPHONE, TestMedia.audio(TestMedia.beeps(seconds), 1, 1, 0));
        studio.plays(2, SourceKind.CAMERA, TestMedia.video(TestMedia.flashes(seconds), 1, 1, 0));
    }

    /// What is written by second `at` is sent then.
    void sends(double at) {
        studio.then((long) (at * SECOND), () -> sender.sendLive(studio.id));
    }

    Manifest sealed(int seconds) throws IOException {
        studio.runUntil(seconds * SECOND);
        Manifest manifest = studio.sealed(seconds * SECOND);
        folder.unmarkFinished(studio.id);
        return manifest;
    }

    SealKey key() {
        return studio.key;
    }

    Path path() {
        return folder.of(studio.id);
    }

    /// One recording, sealed, stored, and no longer in the folder.
    Manifest storedOnly(int seconds) throws IOException {
        plays(seconds);
        Manifest manifest = sealed(seconds + 1);
        sender.sealedRound();
        if (!sealed.leaveToStore(studio.id)) {
            throw new IllegalStateException("it is not stored");
        }
        return manifest;
    }

    /// The master key as somebody keeps it in another place.
    void copyMasterKeyTo(Path other) throws IOException {
        Files.createDirectories(other.resolve("keys"));
        Files.copy(data.resolve(RecordingSettings.MASTER_KEYS), other.resolve(RecordingSettings.MASTER_KEYS));
    }

    void later(Duration by) {
        now.updateAndGet(at -> at.plus(by));
    }

    private static final class SetClock extends Clock {
        private final AtomicReference<Instant> now;

        SetClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
