package org.yizhan.bench.approvals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/// One PostgreSQL for both sides. What is committed is on the disk: `fsync` and `synchronous_commit`
/// are on, as the product has them; buffers and connections are enough for 64 clients of each side.
record Postgres(EmbeddedPostgres server) implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("max_connections", "250"),
            Map.entry("shared_buffers", "512MB"),
            Map.entry("max_wal_size", "4GB"),
            Map.entry("shared_preload_libraries", "pg_stat_statements"),
            Map.entry("jit", "off"));

    static Postgres start(Path folder) throws IOException, SQLException {
        Files.createDirectories(folder);
        System.setProperty("ot.epg.working-dir", folder.resolve("program").toString());
        var builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.resolve("program").toFile())
                .setDataDirectory(folder.resolve("cluster"))
                .setPGStartupWait(Duration.ofSeconds(60));
        SETTINGS.forEach(builder::setServerConfig);
        var postgres = new Postgres(builder.start());
        postgres.execute("CREATE EXTENSION pg_stat_statements");
        // Counting costs time; it is switched on for a few seconds after each measurement.
        postgres.execute("ALTER SYSTEM SET pg_stat_statements.track = 'none'");
        postgres.execute("SELECT pg_reload_conf()");
        postgres.mustBeDurable();
        return postgres;
    }

    private void mustBeDurable() throws SQLException {
        for (var setting : new String[] {"fsync", "synchronous_commit"}) {
            if (!ask("SHOW " + setting).equals("on")) {
                throw new IllegalStateException(setting + " is not on: the figures would mean nothing");
            }
        }
    }

    void execute(String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String ask(String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var text = new StringBuilder();
            while (rows.next()) {
                text.append(text.isEmpty() ? "" : "\n");
                for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    text.append(column == 1 ? "" : " ").append(rows.getString(column));
                }
            }
            return text.toString();
        }
    }

    String url(String database) {
        return "postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
