package org.yizhan.cases.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.yizhan.cases.audit.Sha256;
import org.yizhan.cases.settings.DataFolder;
import reactor.core.publisher.Mono;

/// Contents by their SHA-256. A content is there wholly or not at all, and once there it never changes: written beside,
/// flushed to the disk, then renamed.
@Component
public class Blobs {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final BlockingWork work;

    Blobs(DataFolder data, BlockingWork work) {
        this.folder = data.materials();
        this.work = work;
    }

    /// @return lower-case hexadecimal SHA-256 of the content, by which it is read again
    public Mono<String> put(byte[] content) {
        return work.run(() -> write(content));
    }

    public Mono<byte[]> get(String sha256) {
        return work.run(() -> Files.readAllBytes(file(sha256)));
    }

    private String write(byte[] content) throws IOException {
        var hash = Sha256.hex(content);
        var file = file(hash);
        if (Files.exists(file)) {
            return hash;
        }
        Files.createDirectories(file.getParent());
        var fresh = file.resolveSibling(hash + "." + UUID.randomUUID() + ".new");
        try (var channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        // The name is durable only when the folder is.
        try (var directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
        return hash;
    }

    private Path file(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("not a hash");
        }
        return folder.resolve(hash.substring(0, 2)).resolve(hash);
    }
}
