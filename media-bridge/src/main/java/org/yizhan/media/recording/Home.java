package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/// The name of a data folder, made at the first start. Only one process at a time has a data folder.
final class Home {

    private static final String FILE = "bridge-name";

    private Home() {}

    static String of(Path data) throws IOException {
        return in(data.resolve(FILE));
    }

    /// The name in `file`, made when there is none.
    static String in(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path written = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(written, UUID.randomUUID() + "\n");
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }
}
