package org.yizhan.platform.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.yizhan.platform.r2dbc.DatabaseSettings;

/// One real PostgreSQL for all tests of a JVM; each test class takes a database of its own in it.
public final class RealPostgres {

    private RealPostgres() {}

    /// A new empty database.
    public static DatabaseSettings fresh() {
        var name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new DatabaseSettings(
                "postgresql://127.0.0.1:" + Server.RUNNING.getPort() + "/" + name, "postgres", "postgres", 8);
    }

    /// A new empty database, and the settings for a Spring context that uses it:
    /// `@DynamicPropertySource static void database(DynamicPropertyRegistry r) { RealPostgres.fresh(r); }`.
    public static DatabaseSettings fresh(DynamicPropertyRegistry registry) {
        var database = fresh();
        registry.add("yizhan.database.url", database::url);
        registry.add("yizhan.database.user", database::user);
        registry.add("yizhan.database.password", database::password);
        registry.add("yizhan.database.pool-size", database::poolSize);
        return database;
    }

    /// Started by the first test that needs it, stopped with the JVM.
    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                var server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setPGStartupWait(Duration.ofSeconds(60));
                var memory = System.getProperty("yizhan.trial.shared-buffers");
                if (memory != null) {
                    server.setServerConfig("shared_buffers", memory);
                }
                return server.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
