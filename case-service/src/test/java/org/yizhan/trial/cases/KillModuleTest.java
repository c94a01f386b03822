package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.platform.r2dbc.DatabaseSettings;
import org.yizhan.platform.security.SessionCookie;
import tools.jackson.databind.json.JsonMapper;

/// `kill -9` of the process and of PostgreSQL while eight clients file and withdraw cases. `-Dyizhan.kills=50
/// -Dyizhan.kills.postgres=10` for the long run, with `-Dyizhan.kills.patience=600` (seconds) on a busy machine.
class KillModuleTest {

    private static final int KILLS = Integer.getInteger("yizhan.kills", 2);
    private static final int DATABASE_KILLS = Integer.getInteger("yizhan.kills.postgres", 1);
    private static final int CLIENTS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("yizhan.kills.patience", 60));
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /// A command that was sent, and what it answered; empty while nothing was heard.
    private record Sent(String path, String key, String body) {}

    private final Map<Sent, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<Sent, Boolean> unheard = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean load = new AtomicBoolean(true);
    private final AtomicInteger acks = new AtomicInteger();

    private Path folder;
    private EmbeddedPostgres postgres;
    private DatabaseSettings database;
    private volatile KilledNode node;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        postgres = postgres();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database yizhan");
        }
        database = new DatabaseSettings(
                "postgresql://127.0.0.1:" + postgres.getPort() + "/yizhan", "postgres", "postgres", 8);
        node = KilledNode.start(database, folder.resolve("data"));
        // The node has made the schema; nothing is announced before the first case.
        execute("create table cases.trial_effect (event uuid not null, stream text not null)");
    }

    private EmbeddedPostgres postgres() throws IOException {
        var cluster = folder.resolve("cluster");
        Files.createDirectories(cluster);
        return EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(PATIENCE)
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        load.set(false);
        node.kill();
        postgres.close();
    }

    @Test
    void whatWasAcknowledgedIsThereOnceHoweverOftenSomethingIsKilled(TestReporter reporter) throws Exception {
        var clients = new ArrayList<Thread>();
        for (var i = 0; i < CLIENTS; i++) {
            clients.add(Thread.ofVirtual().start(this::file));
        }
        for (var kill = 0; kill < KILLS; kill++) {
            awaitWork();
            node.kill();
            node = KilledNode.start(database, folder.resolve("data"));
        }
        for (var kill = 0; kill < DATABASE_KILLS; kill++) {
            awaitWork();
            killDatabase();
        }
        awaitWork();
        load.set(false);
        for (var client : clients) {
            client.join();
        }
        var heardOf = (long) acknowledged.size();
        var lost = unheard.size();
        for (var sent : List.copyOf(unheard.keySet())) {
            if (send(sent) >= 500) {
                await().atMost(PATIENCE).until(() -> send(sent) < 500);
            }
        }
        check();
        reporter.publishEntry(
                "kills",
                KILLS + " of the process, " + DATABASE_KILLS + " of PostgreSQL, " + heardOf + " commands acknowledged, "
                        + lost + " unheard and sent again");
    }

    /// Something was acknowledged since, and a moment more.
    private void awaitWork() throws InterruptedException {
        var before = acks.get();
        await().atMost(PATIENCE).until(() -> acks.get() > before + 20);
        Thread.sleep(new Random().nextInt(200));
    }

    private void killDatabase() throws Exception {
        var pid = Long.parseLong(Files.readAllLines(folder.resolve("cluster/postmaster.pid"))
                .getFirst()
                .strip());
        var server = ProcessHandle.of(pid).orElseThrow();
        var backends = server.descendants().toList();
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL runs as nobody in particular where the tests run as root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(server.info().command().orElseThrow());
        command.addAll(List.of(server.info().arguments().orElseThrow()));
        server.destroyForcibly();
        server.onExit().join();
        // Its children see that it is gone and end themselves.
        for (var backend : backends) {
            backend.onExit().join();
        }
        var again = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(PATIENCE).until(() -> again.isAlive() && isUp());
    }

    private boolean isUp() {
        try {
            return number("select 1") == 1;
        } catch (SQLException _) {
            return false;
        }
    }

    /// What one clerk does all day: files a case, then withdraws it.
    private void file() {
        while (load.get()) {
            var wish = Map.of(
                    "item",
                    CasesTest.OFF_SITE,
                    "resident",
                    Map.of("name", "演示甲", "idNumber", CaseUser.ID_NUMBER),
                    "community",
                    CasesTest.HOME,
                    "channel",
                    "window");
            var opened = new Sent("/api/cases", UUID.randomUUID().toString(), JSON.writeValueAsString(wish));
            if (send(opened) == 201) {
                var id = JSON.readTree(Objects.requireNonNull(acknowledged.get(opened)))
                        .path("id")
                        .asString();
                var body = Map.of("version", 1, "action", "withdraw", "comment", "不办了");
                send(new Sent(
                        "/api/cases/" + id + "/decisions",
                        UUID.randomUUID().toString(),
                        JSON.writeValueAsString(body)));
            }
        }
    }

    private int send(Sent sent) {
        var current = node;
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + current.port() + sent.path()))
                .header("Cookie", SessionCookie.NAME + "=" + current.cookie())
                .header("Idempotency-Key", sent.key())
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(15))
                .POST(HttpRequest.BodyPublishers.ofString(sent.body()))
                .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() < 300) {
                acknowledged.put(sent, response.body());
                unheard.remove(sent);
                acks.incrementAndGet();
            } else if (response.statusCode() >= 500) {
                unheard.put(sent, true);
                rest();
            } else {
                wrong.add(response.statusCode() + " " + response.body());
            }
            return response.statusCode();
        } catch (ConnectException _) {
            // Nobody was there to hear it.
            rest();
            return 599;
        } catch (IOException _) {
            unheard.put(sent, true);
            rest();
            return 599;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Nobody is there: no need to ask a thousand times a second.
    private static void rest() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(50, 150));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void check() throws Exception {
        var opened = acknowledged.keySet().stream()
                .filter(s -> s.path().equals("/api/cases"))
                .count();
        var withdrawn = acknowledged.size() - opened;
        assertThat(unheard).isEmpty();
        assertThat(wrong).isEmpty();
        assertThat(number("select count(*) from cases.case_file")).isEqualTo(opened);
        assertThat(number("select count(distinct number) from cases.case_file")).isEqualTo(opened);
        for (var one : acknowledged.entrySet()) {
            if (one.getKey().path().equals("/api/cases")) {
                var id = JSON.readTree(one.getValue()).path("id").asString();
                assertThat(number("select count(*) from cases.case_file where id = '" + id + "'"))
                        .isEqualTo(1);
            }
        }
        assertThat(number("select count(*) from cases.case_event where action = 'withdraw'"))
                .isEqualTo(withdrawn);
        assertThat(number("select count(distinct case_id) from cases.case_event where action = 'withdraw'"))
                .isEqualTo(withdrawn);
        assertThat(number("select count(*) from cases.case_file where state = 'withdrawn'"))
                .isEqualTo(withdrawn);
        // A number is missing only when the program died between drawing it and writing its case.
        assertThat(number("select last from cases.case_number"))
                .isBetween(opened, opened + (long) (KILLS + DATABASE_KILLS) * CLIENTS);
        await().atMost(PATIENCE)
                .until(() -> number("select count(distinct event) from cases.trial_effect") == opened + withdrawn);
        assertThat(number("select count(*) from cases.trial_effect")).isEqualTo(opened + withdrawn);
        assertThat(number("select count(*) from (select case_id from cases.audit_entry group by case_id"
                        + " having count(*) <> max(seq)) broken"))
                .isZero();
    }

    private long number(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
