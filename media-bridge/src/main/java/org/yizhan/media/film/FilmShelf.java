package org.yizhan.media.film;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yizhan.media.recording.Manifest;
import org.yizhan.protocol.id.RecordingId;

/// Where the files of films lie: one for each recording, under another name while it is made. Blocks its caller.
final class FilmShelf {

    private static final String UNFINISHED = ".part";

    private final Path folder;
    private final long reserve;

    /// @param reserve bytes that must stay free
    FilmShelf(Path folder, long reserve) {
        this.folder = folder;
        this.reserve = reserve;
    }

    Path film(RecordingId recording) {
        return folder.resolve(recording + ".webm");
    }

    Path unfinished(RecordingId recording) {
        return folder.resolve(recording + UNFINISHED);
    }

    /// Whether the disk has room for the film of a recording.
    boolean hasRoomFor(Manifest manifest) throws IOException {
        Files.createDirectories(folder);
        long needed = manifest.durationMs() / 1000 * FilmEncoder.BYTES_PER_SECOND + reserve;
        return Files.getFileStore(folder).getUsableSpace() >= needed;
    }

    void delete(RecordingId recording) throws IOException {
        Files.deleteIfExists(film(recording));
        Files.deleteIfExists(unfinished(recording));
    }

    void deleteUnfinished(RecordingId recording) throws IOException {
        Files.deleteIfExists(unfinished(recording));
    }

    /// What a process that was killed left half made.
    void deleteAllUnfinished() throws IOException {
        for (Path file : files()) {
            if (file.getFileName().toString().endsWith(UNFINISHED)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// The recordings of which there is a finished film.
    List<RecordingId> finished() throws IOException {
        List<RecordingId> found = new ArrayList<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            try {
                if (name.endsWith(".webm")) {
                    found.add(RecordingId.of(name.substring(0, name.length() - 5)));
                }
            } catch (IllegalArgumentException _) {
                // Not ours.
            }
        }
        return found;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
