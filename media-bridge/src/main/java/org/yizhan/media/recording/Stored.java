package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.RecordingId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Which files of a recording the store has, `stored.json` beside the manifest and in the store itself.
///
/// @param manifestSha256 of the sealed manifest; null until everything is there
/// @param readBackAt     when all of it was read back and found right; null until then
record Stored(
        List<File> files,
        @Nullable String manifestSha256,
        @Nullable Instant readBackAt) {

    static final String FILE = "stored.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param sha256 as it was when it was sent
    record File(String name, long bytes, String sha256) {}

    Stored {
        files = List.copyOf(files);
    }

    /// What is damaged says nothing: everything is sent again.
    static Stored in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            return Files.exists(file)
                    ? JSON.readValue(Files.readAllBytes(file), Stored.class)
                    : new Stored(List.of(), null, null);
        } catch (JacksonException _) {
            return new Stored(List.of(), null, null);
        }
    }

    byte[] text() {
        return JSON.writeValueAsBytes(this);
    }

    void write(RecordingFolder folder, RecordingId recording) throws IOException {
        folder.writeBeside(recording, FILE, text());
    }

    @Nullable
    File file(String name) {
        return files.stream().filter(it -> it.name().equals(name)).findFirst().orElse(null);
    }

    /// Something more is there, and so not everything.
    Stored with(File file) {
        List<File> all = new ArrayList<>(without(file.name()).files);
        all.add(file);
        return new Stored(all, null, null);
    }

    Stored without(String name) {
        return new Stored(files.stream().filter(it -> !it.name().equals(name)).toList(), null, null);
    }

    Stored complete(String sha256) {
        return new Stored(files, sha256, null);
    }

    Stored readBack(Instant at) {
        return new Stored(files, manifestSha256, at);
    }

    long bytes() {
        return files.stream().mapToLong(File::bytes).sum();
    }
}
