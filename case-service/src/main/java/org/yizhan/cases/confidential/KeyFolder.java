package org.yizhan.cases.confidential;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Keys in files that only the program's own user reads; made at first use.
final class KeyFolder {

    private static final int KEY_BYTES = 32;

    private final Path folder;

    KeyFolder(Path folder) {
        this.folder = folder;
    }

    /// @throws IOException when the key can neither be read nor made, or the file holds no key
    byte[] key(String name) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var file = folder.resolve(name + ".key");
        if (!Files.exists(file)) {
            make(file);
        }
        var key = HexFormat.of().parseHex(Files.readString(file).strip());
        if (key.length != KEY_BYTES) {
            throw new IOException(file + " does not hold a key of " + KEY_BYTES + " bytes");
        }
        return key;
    }

    private void make(Path file) throws IOException {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        var fresh = Files.createTempFile(
                folder,
                "new",
                ".key",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, HexFormat.of().formatHex(key) + "\n");
        try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            // A link, not a move: of two processes that start at once, the second finds the first one's key.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException _) {
            // The other one was faster; its key is the key.
        } catch (UnsupportedOperationException _) {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Files.delete(fresh);
    }
}
