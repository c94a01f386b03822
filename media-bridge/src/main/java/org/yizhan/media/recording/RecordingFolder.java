package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.evidence.Sha256;
import org.yizhan.protocol.id.RecordingId;
import tools.jackson.core.JacksonException;

/// Where recordings lie: each in a folder of its own, found by its id alone, and a mark under `open/` for each that
/// is
/// not sealed and indexed yet, so that a start looks at those and at no others.
/// @param keys what opens their files
/// @param home names the data folder of this process, to others that share the recordings; see [Pen]
/// @param marks notes what has yet to be stored elsewhere
record RecordingFolder(Path root, RecordingKeys keys, String home, StoreMarks marks) {

    /// Of recordings that are in this folder only.
    RecordingFolder(Path root, RecordingKeys keys, String home) {
        this(root, keys, home, StoreMarks.NONE);
    }

    /// Of one process.
    RecordingFolder(Path root, RecordingKeys keys) {
        this(root, keys, "here");
    }

    /// Of recordings that are not encrypted.
    RecordingFolder(Path root) {
        this(root, RecordingKeys.NONE);
    }

    /// Makes this process the one that writes the recording.
    Pen takePen(RecordingId recording, long turn) throws IOException {
        return Pen.take(penOf(recording), home, turn);
    }

    /// Who writes it, or did last; null: nobody yet.
    Pen.@Nullable Holder holder(RecordingId recording) throws IOException {
        return Pen.Holder.read(penOf(recording));
    }

    /// When its writer showed last that it lives, by the clock of the file system; 0: never.
    long touchedAt(RecordingId recording) throws IOException {
        Path pen = penOf(recording);
        return Files.exists(pen) ? Files.getLastModifiedTime(pen).toMillis() : 0;
    }

    private Path penOf(RecordingId recording) {
        return root.resolve("open").resolve(recording + ".pen");
    }

    static final String MANIFEST = "manifest.json";

    /// Two characters of the id first: a folder with a million entries is slow.
    Path of(RecordingId recording) {
        String id = recording.toString();
        return root.resolve(id.substring(id.length() - 2)).resolve(id);
    }

    @Nullable
    Manifest manifest(RecordingId recording) throws IOException {
        Path file = of(recording).resolve(MANIFEST);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return ManifestText.read(Files.readAllBytes(file));
        } catch (JacksonException damaged) {
            throw new IOException("the manifest of recording " + recording + " is damaged", damaged);
        }
    }

    /// Replaces the manifest as a whole: a reader, and a start after a crash, sees the old one or the new one.
    void write(Manifest manifest) throws IOException {
        replace(of(manifest.recording()).resolve(MANIFEST), ManifestText.of(manifest));
    }

    /// Puts the public key of the seal beside what it seals.
    void writeSealKey(RecordingId recording, String pem) throws IOException {
        Path file = of(recording).resolve(Verifier.KEY_BESIDE);
        if (!Files.exists(file) || !Files.readString(file).equals(pem)) {
            replace(file, pem.getBytes(StandardCharsets.US_ASCII));
        }
    }

    void writeBeside(RecordingId recording, String name, byte[] content) throws IOException {
        replace(of(recording).resolve(name), content);
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // A rename that reaches the disk before the contents would leave an empty file after a power cut.
            channel.force(false);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// A source as a player reads it.
    ///
    /// @throws KeyMissing when it is encrypted and its key is not here
    SourceContent content(Manifest manifest, RecordedSource source) throws IOException {
        Path file = of(manifest.recording()).resolve(source.file());
        return SourceContent.open(file, keys.of(manifest, source.n()));
    }

    /// Makes the folder, with a mark that a start after a crash will find. The mark says how the recording begins:
    /// who is killed before the first manifest was written has begun it all the same.
    void mark(Manifest begun) throws IOException {
        RecordingId recording = begun.recording();
        Path mark = root.resolve("open").resolve(recording.toString());
        Files.createDirectories(of(recording));
        Files.createDirectories(root.resolve("open"));
        marks.toSend(recording);
        if (!Files.exists(mark)) {
            replace(mark, ManifestText.of(begun));
        }
    }

    /// Writes the manifest that only the mark knows.
    ///
    /// @return whether there is a manifest now
    synchronized boolean recall(RecordingId recording) throws IOException {
        Path mark = root.resolve("open").resolve(recording.toString());
        if (manifest(recording) != null) {
            return true;
        }
        if (!Files.exists(mark) || Files.size(mark) == 0) {
            return false;
        }
        try {
            Files.createDirectories(of(recording));
            write(ManifestText.read(Files.readAllBytes(mark)));
            return true;
        } catch (JacksonException damaged) {
            throw new IOException("the mark of recording " + recording + " is damaged", damaged);
        }
    }

    /// Writes the first manifest of a recording or of its next part; the mark is there then, whatever
    /// [#unmarkFinished(RecordingId)] did meanwhile.
    synchronized void begin(Manifest manifest, @Nullable Pen pen) throws IOException {
        mark(manifest);
        write(manifest);
        if (pen != null) {
            pen.keep();
        }
    }

    /// Notes that a seal has been stored elsewhere, unless the recording was continued meanwhile.
    synchronized void sent(RecordingId recording, String manifestSha256, String home) throws IOException {
        if (Sha256.of(Files.readAllBytes(of(recording).resolve(MANIFEST))).equals(manifestSha256)) {
            marks.sent(recording, home);
        }
    }

    /// Whether it is here, be it for a moment only.
    boolean isBegun(RecordingId recording) {
        return Files.exists(root.resolve("open").resolve(recording.toString()))
                || Files.exists(of(recording).resolve(MANIFEST));
    }

    /// Whether nobody writes it and nobody has yet to finish it.
    boolean isFinished(RecordingId recording) {
        return !Files.exists(root.resolve("open").resolve(recording.toString()));
    }

    /// Takes the mark away when there is nothing to finish: it is sealed and has not been continued meanwhile, or it
    /// never came to a manifest.
    synchronized void unmarkFinished(RecordingId recording) throws IOException {
        Pen.Holder holder = holder(recording);
        if (holder != null && !holder.home().equals(home)) {
            // Another bridge is about to continue it, or has sealed it and will do this.
            return;
        }
        Manifest now = manifest(recording);
        if (now == null || now.state() == Manifest.State.SEALED) {
            Files.deleteIfExists(penOf(recording));
            Files.deleteIfExists(root.resolve("open").resolve(recording.toString()));
        }
    }

    /// What was recorded before there was a store.
    void markAllToSend() throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        List<Path> manifests;
        try (Stream<Path> files = Files.walk(root, 3)) {
            manifests = files.filter(file -> file.endsWith(MANIFEST)).toList();
        }
        for (Path manifest : manifests) {
            Path of = manifest.resolveSibling("");
            if (!Files.exists(of.resolve(Erasure.FILE))) {
                marks.toSend(RecordingId.of(of.getFileName().toString()));
            }
        }
    }

    List<RecordingId> open() throws IOException {
        Path marks = root.resolve("open");
        if (!Files.isDirectory(marks)) {
            return List.of();
        }
        List<RecordingId> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(marks)) {
            for (Path file : files.toList()) {
                try {
                    found.add(RecordingId.of(file.getFileName().toString()));
                } catch (IllegalArgumentException _) {
                    // Not ours.
                }
            }
        }
        return found;
    }
}
