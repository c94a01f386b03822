package org.yizhan.app;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.yizhan.app.launch.LaunchOptions;
import org.yizhan.app.launch.Role;
import org.yizhan.app.postgres.DataFolder;
import org.yizhan.app.postgres.Database;
import org.yizhan.app.postgres.EmbeddedDatabase;

/// The database that this process uses: the one that was named, or the embedded one, which then ends with the process.
record StartedDatabase(Database database) {

    static StartedDatabase of(LaunchOptions options, DataFolder data, Ending ending) {
        var named = options.database();
        if (named != null) {
            return new StartedDatabase(Database.of(named));
        }
        LoggingSystem.get(StartedDatabase.class.getClassLoader()).setLogLevel("io.zonky", LogLevel.WARN);
        var embedded = ending.with(EmbeddedDatabase.start(data.path(), program(data), port(options)));
        return new StartedDatabase(embedded.database());
    }

    /// Says where the database is and stays until the process is asked to end.
    void announce() {
        System.out.println("Database only (" + database + "); the password is in the data folder, postgres/password.");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static int port(LaunchOptions options) {
        return options.role() == Role.DATABASE ? options.port() : 0;
    }

    /// Tests share one unpacked PostgreSQL; a product keeps everything in its data folder.
    private static Path program(DataFolder data) {
        var shared = System.getProperty("yizhan.postgres.program");
        return shared == null ? data.path().resolve("postgres").resolve("program") : Path.of(shared);
    }
}
