package org.yizhan.app.postgres;

import java.io.IOException;
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
    void stopOrphan() throws IllegalStateException {
        try {
            if (Files.notExists(pidFile)) {
                return;
            }
            var process = running();
            if (process.isPresent()) {
                log.info("Stopping the PostgreSQL that still runs from {}", cluster);
                stop(process.get());
            }
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new IllegalStateException("cannot stop the PostgreSQL of " + cluster, e);
        }
    }

    private Optional<ProcessHandle> running() throws IOException {
        var lines = Files.readAllLines(pidFile);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(this::isOurs);
        } catch (NumberFormatException _) {
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
    private void stop(ProcessHandle process) throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            log.warn("PostgreSQL did not stop in {}; killing it, it will recover from its log", PATIENCE);
            process.destroyForcibly();
        }
    }
}
