package org.yizhan.media.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a recording's sources as plain WebM files, for who holds its key. Works on a recording that is still
/// written, too, as far as it is on the disk.
public final class PlainCopy {

    private PlainCopy() {}

    /// Where the keys are.
    ///
    /// @param data       the data folder, where they are unless the others say otherwise
    /// @param masterKeys see [RecordingSettings#masterKeys()]
    public record Keys(
            Path data,
            @Nullable String masterKeys,
            @Nullable Path masterKeyFile,
            @Nullable Path keyFolder) {}

    private static Manifest manifest(Path recording) throws IOException {
        return ManifestText.read(Files.readAllBytes(recording.resolve(RecordingFolder.MANIFEST)));
    }

    /// @return the files written, one a source: `source-<n>.webm`
    /// @throws KeyMissing when the recording is encrypted and its key is not there
    public static List<Path> write(Path recording, Path to, Keys keys) throws IOException {
        Manifest manifest = manifest(recording);
        RecordingKeys opening = manifest.encryption() == null
                ? RecordingKeys.NONE
                : RecordingSettings.keysIn(keys.data(), keys.masterKeys(), existing(keys), keys.keyFolder(), null);
        Files.createDirectories(to);
        List<Path> written = new ArrayList<>();
        for (RecordedSource source : manifest.sources()) {
            Path file = to.resolve("source-" + source.n() + ".webm");
            try (SourceContent content =
                            SourceContent.open(recording.resolve(source.file()), opening.of(manifest, source.n()));
                    OutputStream out = Files.newOutputStream(file)) {
                content.copy(out);
            }
            written.add(file);
        }
        return List.copyOf(written);
    }

    /// To look for a key must not make one.
    private static @Nullable Path existing(Keys keys) throws IOException {
        Path file = keys.masterKeyFile() == null
                ? keys.data().resolve(RecordingSettings.MASTER_KEYS)
                : keys.masterKeyFile();
        if ((keys.masterKeys() == null || keys.masterKeys().isBlank()) && !Files.exists(file)) {
            throw new IOException("no master key in " + file);
        }
        return keys.masterKeyFile();
    }
}
