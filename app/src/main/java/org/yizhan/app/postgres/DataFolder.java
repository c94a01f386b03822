package org.yizhan.app.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.yizhan.app.launch.Refusal;

/// The folder that keeps everything which must survive, held by one process at a time. The operating system frees the
/// lock when the process ends, however it ends, so a killed process leaves nothing to clean up by hand.
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes the folder if need be and takes it for this process.
    ///
    /// @throws Refusal when another process has it
    public static DataFolder take(Path path) {
        try {
            if (Files.notExists(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            var channel =
                    FileChannel.open(path.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return new DataFolder(path, channel);
                }
            } catch (OverlappingFileLockException _) {
                // The same JVM has it: refused like any other holder.
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("data folder " + path, e);
        }
        throw new Refusal(
                Refusal.Reason.DATA_IN_USE,
                "数据目录 " + path + " 正被另一个驿站进程使用；请先停止它，或用 --data 另选目录。",
                "Data folder " + path
                        + " is in use by another Yizhan process; stop that one first, or choose another folder with --data.");
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
