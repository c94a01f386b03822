package org.yizhan.app.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server process of one cluster, as its `postmaster.pid` names it.
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

    /// A fast shutdown writes a checkpoint; on a slow disk that takes a while.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path cluster;
    private final Path pidFile;

    Postmaster(Path cluster) {
        this.cluster = cluster;
        this.pidFile = cluster.resolve("postmaster.pid");
    }

    /// Stops the server that runs from this cluster, when one does, and removes a stale `postmaster.pid`. PostgreSQL
    /// would
    /// trip over the file when its process id has meanwhile gone to another program.
    void stopOrphan() {
        if (Files.notExists(pidFile)) {
            return;
        }
        var process = running();
        if (process.isPresent()) {
            log.info("Stopping the PostgreSQL that still runs from {}", cluster);
            interrupt(process.get());
            awaitEnd(process.get());
        }
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for the end of the server after `stop` asked for it; insists when it takes too long.
    void stopAfter(Runnable stop) {
        var process = running();
        stop.run();
        process.ifPresent(this::awaitEnd);
    }

    private Optional<ProcessHandle> running() {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .filter(this::isOurs);
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// A server works in the folder of its cluster, so its process id alone is not believed.
    private boolean isOurs(ProcessHandle process) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), cluster);
        } catch (IOException _) {
            return false;
        }
    }

    /// SIGINT is PostgreSQL's fast shutdown: sessions end, everything committed is kept.
    private static void interrupt(ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            log.warn(
                    "PostgreSQL in {} did not stop in {}; killing it, it will recover from its log", cluster, PATIENCE);
            process.destroyForcibly();
        }
    }
}
