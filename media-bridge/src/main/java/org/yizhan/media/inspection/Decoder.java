package org.yizhan.media.inspection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.yizhan.media.recording.SourceContent;

/// Decodes one source in a process of its own. What was sent by strangers' browsers is not decoded in the process
/// that carries meetings, and no plain copy of an encrypted recording touches the disk: both ends are pipes.
final class Decoder {

    /// Small enough that hours pass through a pipe, large enough that a moving mouth moves a value.
    static final int WIDTH = 64;

    static final int HEIGHT = 48;
    static final int PICTURE = WIDTH * HEIGHT;

    /// A picture every 40 ms.
    static final int PICTURES_PER_SECOND = 25;

    static final int SAMPLES_PER_SECOND = 8000;

    private static final int MAX_COMPLAINTS = 4000;

    private final String program;
    private final long patienceSeconds;

    Decoder(String program, long patienceSeconds) {
        this.program = program;
        this.patienceSeconds = patienceSeconds;
    }

    /// Takes what was decoded, in pieces of a whole number of pictures or samples where `piece` says so.
    interface Sink {
        void take(byte[] piece);
    }

    /// @param exit       0: it went to the end
    /// @param complaints what it said about the file, shortened
    record Outcome(int exit, String complaints) {}

    boolean isThere() {
        try {
            Process process = new ProcessBuilder(program, "-version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// 8-bit grey pictures of [#WIDTH] by [#HEIGHT], 25 a second from the file's time 0, repeated where there is
    /// none.
    Outcome pictures(SourceContent content, boolean keysOnly, Sink sink) throws IOException, InterruptedException {
        List<String> before = keysOnly ? List.of("-skip_frame", "nokey") : List.of();
        return run(
                content,
                before,
                List.of(
                        "-map",
                        "0:v:0",
                        "-vf",
                        "fps=" + PICTURES_PER_SECOND + ":start_time=0,scale=" + WIDTH + ":" + HEIGHT
                                + ":flags=area,format=gray",
                        "-f",
                        "rawvideo"),
                PICTURE,
                sink);
    }

    /// 16-bit samples, little end first, one channel.
    Outcome sound(SourceContent content, Sink sink) throws IOException, InterruptedException {
        return run(
                content,
                List.of(),
                List.of("-map", "0:a:0", "-ac", "1", "-ar", Integer.toString(SAMPLES_PER_SECOND), "-f", "s16le"),
                2 * SAMPLES_PER_SECOND / 50,
                sink);
    }

    private Outcome run(SourceContent content, List<String> before, List<String> after, int piece, Sink sink)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("nice", "-n", "19", program, "-v", "error", "-nostdin", "-threads", "1"));
        command.addAll(before);
        command.addAll(List.of("-f", "matroska,webm", "-i", "pipe:0"));
        command.addAll(after);
        command.add("pipe:1");
        Process process = new ProcessBuilder(command).start();
        try {
            var feeding = CompletableFuture.runAsync(() -> feed(content, process), Thread::startVirtualThread);
            var complaints = CompletableFuture.supplyAsync(() -> complaints(process), Thread::startVirtualThread);
            var watch = CompletableFuture.runAsync(
                    () -> process.destroyForcibly(),
                    CompletableFuture.delayedExecutor(patienceSeconds, TimeUnit.SECONDS));
            try (InputStream out = process.getInputStream()) {
                for (byte[] next = out.readNBytes(piece); next.length == piece; next = out.readNBytes(piece)) {
                    sink.take(next);
                }
            }
            process.waitFor();
            watch.cancel(false);
            feeding.join();
            return new Outcome(process.exitValue(), complaints.join());
        } finally {
            process.destroyForcibly();
        }
    }

    private static void feed(SourceContent content, Process process) {
        try (OutputStream in = process.getOutputStream()) {
            content.copy(in);
        } catch (IOException _) {
            // The decoder has gone, and says why; or a piece does not open, and what is missing shows in what it
            // decoded.
        }
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
