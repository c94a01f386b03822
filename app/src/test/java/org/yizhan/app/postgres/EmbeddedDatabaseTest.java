package org.yizhan.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.app.LaunchedProgram;

class EmbeddedDatabaseTest {

    @TempDir
    private Path data;

    @Test
    void whatIsAcknowledgedIsOnTheDisk() throws SQLException {
        try (var embedded = start();
                var connection = connect(embedded.database())) {
            assertThat(show(connection, "fsync")).isEqualTo("on");
            assertThat(show(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(show(connection, "full_page_writes")).isEqualTo("on");
            assertThat(show(connection, "data_checksums")).isEqualTo("on");
            assertThat(show(connection, "server_version")).startsWith("18.");
        }
    }

    @Test
    void nobodyComesInWithoutThePassword() {
        try (var embedded = start()) {
            var known = embedded.database();
            var guessed = new Database(known.host(), known.port(), known.name(), known.user(), "guess");
            assertThatThrownBy(() -> connect(guessed)).hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void chineseTextAndTheExtensionsWeNeedAreThere() throws SQLException {
        try (var embedded = start();
                var connection = connect(embedded.database());
                var statement = connection.createStatement()) {
            for (var extension : new String[] {"ltree", "pg_trgm", "btree_gin", "pgcrypto"}) {
                statement.execute("create extension " + extension);
            }
            try (var row = statement.executeQuery("select length('驿站'), upper('é')")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(2);
                assertThat(row.getString(2)).isEqualTo("É");
            }
        }
    }

    @Test
    void committedRowsSurviveWhenEverythingIsKilled() throws Exception {
        for (int round = 0; round < 2; round++) {
            try (var program = databaseProcess()) {
                write(round);
                program.kill();
                killPostgres();
            }
        }
        try (var embedded = start();
                var connection = connect(embedded.database());
                var rows = connection.createStatement().executeQuery("select count(*) from kept")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void orphanOfAKilledProgramIsStoppedAndItsDataTakenOver() throws Exception {
        try (var program = databaseProcess()) {
            write(7);
            program.kill();
        }
        var orphan = postmaster();
        assertThat(orphan.isAlive()).isTrue();
        try (var program = databaseProcess()) {
            assertThat(orphan.isAlive()).isFalse();
            program.kill();
        }
        orphan = postmaster();
        try (var embedded = start();
                var connection = connect(embedded.database());
                var rows = connection.createStatement().executeQuery("select n from kept")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }
        assertThat(orphan.isAlive()).isFalse();
    }

    @Test
    void stalePidFileWithAnotherProgramsProcessIdDoesNotStandInTheWay() throws Exception {
        start().close();
        var stranger = new ProcessBuilder("sleep", "300").start();
        try {
            Files.writeString(pidFile(), stranger.pid() + "\n" + data.resolve("postgres/cluster") + "\n");
            try (var embedded = start()) {
                assertThat(embedded.database().port()).isPositive();
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    @Test
    void closingStopsTheServer() throws Exception {
        ProcessHandle postmaster;
        try (var _ = start()) {
            postmaster = postmaster();
        }
        assertThat(postmaster.isAlive()).isFalse();
        assertThat(pidFile()).doesNotExist();
    }

    private EmbeddedDatabase start() {
        return EmbeddedDatabase.start(data, LaunchedProgram.POSTGRES, 0);
    }

    private LaunchedProgram databaseProcess() throws Exception {
        return LaunchedProgram.start("--role", "database", "--port", "21490", "--data", data.toString())
                .ready();
    }

    private void write(int value) throws Exception {
        var password = Files.readString(data.resolve("postgres/password")).strip();
        try (var connection = connect(new Database("127.0.0.1", 21490, "yizhan", "postgres", password));
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists kept (n int)");
            statement.execute("insert into kept values (" + value + ")");
        }
    }

    private void killPostgres() throws Exception {
        var postmaster = postmaster();
        postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
        postmaster.destroyForcibly();
        postmaster.onExit().get(10, TimeUnit.SECONDS);
    }

    private ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile()).getFirst()))
                .orElseThrow();
    }

    private Path pidFile() {
        return data.resolve("postgres/cluster/postmaster.pid");
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name(),
                database.user(),
                database.password());
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
