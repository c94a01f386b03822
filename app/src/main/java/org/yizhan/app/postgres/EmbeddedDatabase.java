package org.yizhan.app.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.app.launch.Ports;

/// A real PostgreSQL 18 that runs from the data folder, on a free loopback port, behind a password of its own.
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String NAME = "yizhan";
    private static final Duration START = Duration.ofSeconds(60);

    /// zonky starts PostgreSQL with `-F` and `synchronous_commit=off`, right for tests and wrong for people's cases:
    /// what
    /// we acknowledge must be on the disk. The rest keeps a single machine's database small.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", "''"),
            Map.entry("max_connections", "60"),
            Map.entry("shared_buffers", "48MB"),
            Map.entry("wal_buffers", "1MB"),
            Map.entry("work_mem", "4MB"),
            Map.entry("maintenance_work_mem", "32MB"),
            Map.entry("max_wal_size", "512MB"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("autovacuum_max_workers", "2"),
            Map.entry("io_method", "sync"),
            Map.entry("jit", "off"));

    private final EmbeddedPostgres postgres;
    private final Postmaster postmaster;
    private final Database database;

    private EmbeddedDatabase(EmbeddedPostgres postgres, Postmaster postmaster, Database database) {
        this.postgres = postgres;
        this.postmaster = postmaster;
        this.database = database;
    }

    /// Starts PostgreSQL; makes its cluster and our database the first time. Whoever calls this holds the data folder,
    /// so
    /// a server that still runs from it is an orphan of a killed process and is stopped first.
    ///
    /// @param data    the data folder
    /// @param program where PostgreSQL's own files are unpacked, once
    /// @param port    loopback port; 0 for any free one
    public static EmbeddedDatabase start(Path data, Path program, int port) {
        var home = data.resolve("postgres");
        var cluster = home.resolve("cluster");
        try {
            Files.createDirectories(cluster);
            Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwx------"));
            var postmaster = new Postmaster(cluster);
            postmaster.stopOrphan();
            if (port != 0) {
                Ports.mustBeFree(port);
            }
            var password = password(home.resolve("password"));
            // zonky tidies the folder of its throw-away clusters at every start: that must be neither our data nor
            // /tmp.
            System.setProperty("ot.epg.working-dir", program.toString());
            var builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(program.toFile())
                    .setDataDirectory(cluster)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START)
                    .setPort(port == 0 ? freePort() : port)
                    .setConnectConfig("password", password)
                    // These become options of initdb and override zonky's own `-A trust`.
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", home.resolve("password").toString())
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C");
            SETTINGS.forEach(builder::setServerConfig);
            var postgres = builder.start();
            makeDatabase(postgres);
            var database = new Database("127.0.0.1", postgres.getPort(), NAME, "postgres", password);
            log.info("PostgreSQL runs from {} on port {}", cluster, postgres.getPort());
            return new EmbeddedDatabase(postgres, postmaster, database);
        } catch (IOException e) {
            throw new UncheckedIOException("embedded PostgreSQL in " + home, e);
        } catch (SQLException e) {
            throw new IllegalStateException("embedded PostgreSQL in " + home, e);
        }
    }

    public Database database() {
        return database;
    }

    /// Stops PostgreSQL and waits until its process has gone.
    @Override
    public void close() {
        postmaster.stopAfter(() -> {
            try {
                postgres.close();
            } catch (IOException e) {
                log.warn("PostgreSQL did not stop when asked", e);
            }
        });
    }

    private static void makeDatabase(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + NAME);
        }
    }

    private static String password(Path file) throws IOException {
        if (Files.notExists(file)) {
            var bytes = new byte[24];
            new SecureRandom().nextBytes(bytes);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(bytes) + "\n");
        }
        return Files.readString(file).strip();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
