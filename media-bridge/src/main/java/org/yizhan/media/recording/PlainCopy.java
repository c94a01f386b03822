package org.yizhan.media.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.SecondRecorder;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes a recording's sources as plain WebM files, for who holds its key. Works on a recording that is still
/// written, too, as far as it is on the disk.
public final class PlainCopy {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

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

    /// @return the files written, one a source: `source-<n>.webm`; with a second copy that fills something also those
    ///         of its sources that do, and `takes.json`, which says what of which file is played when
    /// @throws KeyMissing when the recording is encrypted and its key is not there
    public static List<Path> write(Path recording, Path to, Keys keys) throws IOException {
        Manifest first = manifest(recording);
        Path beside = copyOf(recording, first);
        Manifest second = beside == null ? null : manifest(beside);
        boolean sealed =
                second != null && first.state() == Manifest.State.SEALED && second.state() == Manifest.State.SEALED;
        Replay replay = Replay.of(first, sealed ? second : null);
        List<Path> written = new ArrayList<>(write(recording, first, 0, first.sources(), to, keys));
        if (!replay.filled().isEmpty() && beside != null && second != null) {
            List<RecordedSource> filling = second.sources().stream()
                    .filter(source ->
                            replay.filled().stream().anyMatch(take -> take.source() == Replay.SECOND + source.n()))
                    .toList();
            written.addAll(write(beside, second, Replay.SECOND, filling, to, keys));
            Path takes = to.resolve("takes.json");
            Files.write(takes, JSON.writeValueAsBytes(replay.takes()));
            written.add(takes);
        }
        return List.copyOf(written);
    }

    /// The folder of a recording's second copy; null: there is none beside it.
    public static @Nullable Path copyOf(Path recording, Manifest first) {
        Path beside = recording
                .toAbsolutePath()
                .resolveSibling(SecondRecorder.copyOf(first.recording()).toString());
        boolean isFirst = !SecondRecorder.isCopy(first.recording());
        return isFirst && Files.exists(beside.resolve(RecordingFolder.MANIFEST)) ? beside : null;
    }

    private static List<Path> write(
            Path recording, Manifest manifest, int behind, List<RecordedSource> sources, Path to, Keys keys)
            throws IOException {
        RecordingKeys opening = manifest.encryption() == null
                ? RecordingKeys.NONE
                : RecordingSettings.keysIn(keys.data(), keys.masterKeys(), existing(keys), keys.keyFolder(), null);
        Files.createDirectories(to);
        List<Path> written = new ArrayList<>();
        for (RecordedSource source : sources) {
            Path file = to.resolve("source-" + (behind + source.n()) + ".webm");
            try (SourceContent content =
                            SourceContent.open(recording.resolve(source.file()), opening.of(manifest, source.n()));
                    OutputStream out = Files.newOutputStream(file)) {
                content.copy(out);
            }
            written.add(file);
        }
        return written;
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
