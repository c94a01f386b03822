package org.yizhan.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The program as a process of its own, as `./run` starts it, so that a test can kill it.
public final class LaunchedProgram implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 90;

    /// PostgreSQL is unpacked once for all tests of this module.
    public static final Path POSTGRES = Path.of("target/postgres-program").toAbsolutePath();

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private LaunchedProgram(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    public static LaunchedProgram start(String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dyizhan.postgres.program=" + POSTGRES,
                "-cp",
                System.getProperty("java.class.path"),
                "org.yizhan.app.Main"));
        command.addAll(List.of(options));
        return new LaunchedProgram(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /// Waits until the program says that it is ready.
    public LaunchedProgram ready() throws InterruptedException, ExecutionException, TimeoutException {
        ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /// Waits until the program ends by itself.
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still runs:\n" + output);
        }
        return process.exitValue();
    }

    /// Takes the program away without a word; PostgreSQL stays behind.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Asks the program to end, as Ctrl-C does.
    public int stop() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    public String output() {
        return output.toString();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.contains("Yizhan is ready") || line.contains("Database only")) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            output.append(e);
        }
        ready.completeExceptionally(new AssertionError("ended before it was ready:\n" + output));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
