package org.yizhan.media.film;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.yizhan.media.recording.SourceContent;

/// The ffmpeg program in processes of its own, at the lowest priority, with pipes at both ends: what strangers'
/// browsers sent is not decoded in the process that carries meetings, and nothing plain touches the disk.
final class Ffmpeg {

    /// Threads that wait for pipes; a virtual one would hold the carrier that it waits on.
    static final Executor WAITING =
            task -> Thread.ofPlatform().daemon().name("film-pipe").start(task);

    private static final int MAX_COMPLAINTS = 2000;

    private final String program;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    Ffmpeg(String program) {
        this.program = program;
    }

    /// Whether it is installed and can encode what films consist of.
    boolean isThere() {
        try {
            Process process = new ProcessBuilder(program, "-v", "error", "-encoders")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String encoders = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(20, TimeUnit.SECONDS)
                    && process.exitValue() == 0
                    && encoders.contains(" libvpx ")
                    && encoders.contains(" libopus ");
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// @param arguments behind the program's name
    Run start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19", program, "-v", "error", "-nostdin"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).start();
        running.add(process);
        process.onExit().thenAccept(running::remove);
        return new Run(process);
    }

    /// Ends all processes: whoever waits for one of them goes on.
    void endAll() {
        running.forEach(Process::destroyForcibly);
    }

    /// One running process.
    static final class Run implements AutoCloseable {
        private final Process process;
        private final CompletableFuture<String> complaints;

        private Run(Process process) {
            this.process = process;
            this.complaints = CompletableFuture.supplyAsync(() -> complaints(process), WAITING);
        }

        OutputStream in() {
            return process.getOutputStream();
        }

        InputStream out() {
            return process.getInputStream();
        }

        /// Gives it a source to read, and closes the source when it is through.
        void feed(SourceContent content) {
            WAITING.execute(() -> {
                try (content;
                        OutputStream in = process.getOutputStream()) {
                    content.copy(in);
                } catch (IOException _) {
                    // It has gone, or a piece does not open: what is missing is missing in what it decodes.
                }
            });
        }

        /// Waits for its end.
        ///
        /// @return what it complained of; empty when all was well
        String ended() throws InterruptedException {
            int exit = process.waitFor();
            String said = complaints.join();
            return exit == 0 ? "" : "exit " + exit + ": " + said;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }

        private static String complaints(Process process) {
            try (InputStream err = process.getErrorStream()) {
                String first = new String(err.readNBytes(MAX_COMPLAINTS), StandardCharsets.UTF_8).strip();
                err.transferTo(OutputStream.nullOutputStream());
                return first;
            } catch (IOException _) {
                return "";
            }
        }
    }
}
