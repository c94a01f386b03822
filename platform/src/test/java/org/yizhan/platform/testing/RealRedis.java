package org.yizhan.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.test.context.DynamicPropertyRegistry;

/// A real `redis-server` (Debian package of that name) on a free port of this machine, with nothing kept on disk.
public final class RealRedis implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(10);

    private final int port;
    private final Path folder;
    private Process server;

    private RealRedis(int port, Path folder, Process server) {
        this.port = port;
        this.folder = folder;
        this.server = server;
    }

    public static RealRedis start() {
        try {
            int port = freePort();
            var folder = Files.createTempDirectory("yizhan-redis");
            return new RealRedis(port, folder, run(port, folder));
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server could not be started; is the package installed?", e);
        }
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public void register(DynamicPropertyRegistry registry) {
        registry.add("yizhan.redis.url", this::url);
    }

    /// Ends the server at once and starts an empty one on the same port: everything in it is lost.
    public void loseEverything() {
        try {
            kill();
            server = run(port, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the server at once.
    public void kill() {
        server.destroyForcibly();
        try {
            server.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static Process run(int port, Path folder) throws IOException {
        var process = new ProcessBuilder(
                        "redis-server",
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        long until = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new IOException("redis-server does not answer; see " + folder.resolve("redis.log"));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return process;
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
