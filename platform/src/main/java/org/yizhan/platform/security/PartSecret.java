package org.yizhan.platform.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// What the parts know and nobody else does: the word that opens `/internal/**`.
public final class PartSecret {

    /// Header of a call between parts.
    public static final String HEADER = "Yizhan-Part-Secret";

    private static final String FILE = "part-secret";

    private final String word;

    private PartSecret(String word) {
        this.word = word;
    }

    /// The configured word, or the one in the data folder, made at the first start.
    static PartSecret of(String configured, String data) {
        if (!configured.isBlank()) {
            return new PartSecret(configured);
        }
        return new PartSecret(data.isBlank() ? Secrets.random() : kept(Path.of(data)));
    }

    public boolean is(@Nullable String presented) {
        return presented != null && Secrets.same(word, presented);
    }

    /// A key of its own for each purpose.
    byte[] key(String purpose) {
        return Secrets.sha256(purpose + "\n" + word);
    }

    boolean isIn(HttpHeaders headers) {
        return is(headers.getFirst(HEADER));
    }

    private static String kept(Path folder) {
        var file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, Secrets.random(), StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException _) {
                // made at an earlier start
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
