package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.RecordingId;

/// Empty files that say what has yet to be done with the copies of recordings, so that a start looks at those and at
/// no others: `to-send/<id>.<home>`, `local/<id>` of those whose sources are here and stored, `fetched/<id>` of those
/// whose sources were fetched back, `to-delete/<id>` of erased ones.
final class StoreMarks {

    /// Nothing is stored elsewhere.
    static final StoreMarks NONE = new StoreMarks(null, "");

    private final @Nullable Path root;
    private final String home;

    /// @param root of the marks; null: none are made
    StoreMarks(@Nullable Path root, String home) {
        this.root = root;
        this.home = home;
    }

    enum Kind {
        TO_SEND("to-send"),
        LOCAL("local"),
        FETCHED("fetched"),
        TO_DELETE("to-delete");

        private final String folder;

        Kind(String folder) {
            this.folder = folder;
        }
    }

    /// @param home who made it; empty for kinds that anybody may see to
    record Mark(RecordingId recording, String home, Instant at) {}

    void toSend(RecordingId recording) throws IOException {
        touch(Kind.TO_SEND, recording + "." + home);
    }

    /// It is stored, as who marked it wanted.
    void sent(RecordingId recording, String markedBy) throws IOException {
        touch(Kind.LOCAL, recording.toString());
        remove(Kind.TO_SEND, recording + "." + markedBy);
    }

    void put(Kind kind, RecordingId recording) throws IOException {
        touch(kind, recording.toString());
    }

    boolean has(Kind kind, RecordingId recording) {
        return root != null && Files.exists(root.resolve(kind.folder).resolve(recording.toString()));
    }

    void remove(Kind kind, RecordingId recording) throws IOException {
        remove(kind, recording.toString());
    }

    /// Nothing is to be sent, whoever marked it.
    void neverSend(RecordingId recording) throws IOException {
        for (Mark mark : all(Kind.TO_SEND)) {
            if (mark.recording().equals(recording)) {
                remove(Kind.TO_SEND, recording + "." + mark.home());
            }
        }
    }

    /// Oldest first.
    List<Mark> all(Kind kind) throws IOException {
        List<Mark> found = new ArrayList<>();
        Path folder = root == null ? null : root.resolve(kind.folder);
        if (folder == null || !Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String[] words = file.getFileName().toString().split("\\.", 2);
                try {
                    found.add(new Mark(
                            RecordingId.of(words[0]),
                            words.length == 1 ? "" : words[1],
                            Files.getLastModifiedTime(file).toInstant()));
                } catch (NoSuchFileException | IllegalArgumentException _) {
                    // Done meanwhile by another bridge, or not ours.
                }
            }
        }
        found.sort(Comparator.comparing(Mark::at));
        return found;
    }

    private void touch(Kind kind, String name) throws IOException {
        if (root == null) {
            return;
        }
        Path file = root.resolve(kind.folder).resolve(name);
        Files.createDirectories(root.resolve(kind.folder));
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException _) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        }
    }

    private void remove(Kind kind, String name) throws IOException {
        if (root != null) {
            Files.deleteIfExists(root.resolve(kind.folder).resolve(name));
        }
    }
}
