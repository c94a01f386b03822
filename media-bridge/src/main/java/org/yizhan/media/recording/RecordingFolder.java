package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.RecordingId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Where recordings lie: each in a folder of its own, found by its id alone, and a mark under `open/` for each that
/// is
/// not sealed and indexed yet, so that a start looks at those and at no others.
record RecordingFolder(Path root) {

    private static final String MANIFEST = "manifest.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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
            return JSON.readValue(Files.readAllBytes(file), Manifest.class);
        } catch (JacksonException damaged) {
            throw new IOException("the manifest of recording " + recording + " is damaged", damaged);
        }
    }

    /// Replaces the manifest as a whole: a reader, and a start after a crash, sees the old one or the new one.
    void write(Manifest manifest) throws IOException {
        Path folder = of(manifest.recording());
        Path written = folder.resolve(MANIFEST + ".tmp");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(manifest));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // A rename that reaches the disk before the contents would leave an empty manifest after a power cut.
            channel.force(false);
        }
        Files.move(written, folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Makes the folder, with a mark that a start after a crash will find.
    void mark(RecordingId recording) throws IOException {
        Files.createDirectories(of(recording));
        Files.createDirectories(root.resolve("open"));
        Files.write(root.resolve("open").resolve(recording.toString()), new byte[0]);
    }

    /// Writes the first manifest of a recording or of its next part; the mark is there then, whatever
    /// [#unmarkFinished(RecordingId)] did meanwhile.
    synchronized void begin(Manifest manifest) throws IOException {
        mark(manifest.recording());
        write(manifest);
    }

    /// Takes the mark away when there is nothing to finish: it is sealed and has not been continued meanwhile, or it
    /// never came to a manifest.
    synchronized void unmarkFinished(RecordingId recording) throws IOException {
        Manifest now = manifest(recording);
        if (now == null || now.state() == Manifest.State.SEALED) {
            Files.deleteIfExists(root.resolve("open").resolve(recording.toString()));
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
