package org.yizhan.media.recording.cipher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.RecordingId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The wrapped data keys, a small file for each recording. Apart from the recordings, so that a backup of those,
/// which is large and kept long, holds nothing that would open an erased one.
public final class KeyFolder {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path root;
    private final MasterKeys masters;

    public KeyFolder(Path root, MasterKeys masters) {
        this.root = root;
        this.masters = masters;
    }

    /// The recording's key; null when there is none, or none any more.
    public @Nullable DataKey find(RecordingId recording) throws IOException {
        WrappedKey wrapped = read(file(recording));
        return wrapped == null ? null : masters.unwrap(recording, wrapped);
    }

    /// The recording's key, made when there is none. It is on the disk when this returns.
    public DataKey make(RecordingId recording, CipherAlgorithm algorithm) throws IOException {
        DataKey known = find(recording);
        if (known != null) {
            return known;
        }
        DataKey fresh = DataKey.fresh(algorithm);
        write(recording, masters.wrap(recording, fresh));
        return fresh;
    }

    /// Makes the recording unreadable for ever, backups of this folder aside.
    ///
    /// @return whether there was a key
    public boolean destroy(RecordingId recording) throws IOException {
        Path file = file(recording);
        if (!Files.exists(file)) {
            return false;
        }
        // On a file system that writes in place the key is gone even from the disk's surface.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer noise = ByteBuffer.wrap(DataKey.random((int) Files.size(file)));
            while (noise.hasRemaining()) {
                channel.write(noise);
            }
            channel.force(true);
        }
        Files.delete(file);
        return true;
    }

    /// The recording's key as it lies here, for a copy elsewhere; null when there is none.
    public byte @Nullable [] wrapped(RecordingId recording) throws IOException {
        Path file = file(recording);
        return Files.exists(file) ? Files.readAllBytes(file) : null;
    }

    /// Puts a copy back where there is no key.
    public void putBack(RecordingId recording, byte[] wrapped) throws IOException {
        if (Files.exists(file(recording))) {
            return;
        }
        try {
            write(recording, JSON.readValue(wrapped, WrappedKey.class));
        } catch (JacksonException damaged) {
            throw new IOException("the copy of the key of recording " + recording + " is damaged", damaged);
        }
    }

    /// All that have a key here.
    public List<RecordingId> recordings() throws IOException {
        return files().stream()
                .map(file -> RecordingId.of(file.getFileName().toString().replace(".json", "")))
                .toList();
    }

    /// Wraps anew what an earlier master key wrapped.
    ///
    /// @return how many keys were
    public int rotate() throws IOException {
        int rotated = 0;
        for (Path file : files()) {
            WrappedKey wrapped = read(file);
            if (wrapped != null && !masters.wrappedByCurrent(wrapped)) {
                RecordingId recording = RecordingId.of(wrapped.recording());
                write(recording, masters.wrap(recording, masters.unwrap(recording, wrapped)));
                rotated++;
            }
        }
        return rotated;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(root, 2)) {
            return found.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .toList();
        }
    }

    private Path file(RecordingId recording) {
        String id = recording.toString();
        return root.resolve(id.substring(id.length() - 2)).resolve(id + ".json");
    }

    private static @Nullable WrappedKey read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), WrappedKey.class);
        } catch (JacksonException damaged) {
            throw new IOException(file + " is damaged", damaged);
        }
    }

    private void write(RecordingId recording, WrappedKey wrapped) throws IOException {
        Path file = file(recording);
        Files.createDirectories(file.resolveSibling("").toAbsolutePath());
        Path written = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(wrapped));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
