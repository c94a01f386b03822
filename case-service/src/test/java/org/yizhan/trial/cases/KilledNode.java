package org.yizhan.trial.cases;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.yizhan.cases.org.Stations;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.platform.r2dbc.DatabaseSettings;
import org.yizhan.platform.security.SessionKind;
import org.yizhan.platform.security.Sessions;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// A case service in a process of its own, to be killed without a word.
public final class KilledNode implements AutoCloseable {

    private static final String READY = "NODE ";

    private final Process process;
    private final String[] words;

    private KilledNode(Process process, String[] words) {
        this.process = process;
        this.words = words;
    }

    static KilledNode start(DatabaseSettings database, Path data) {
        var command = List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx300m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledNode.class.getName(),
                "--server.port=0",
                "--yizhan.demo=true",
                "--yizhan.parts.secret=trial",
                "--yizhan.data=" + data,
                "--yizhan.database.url=" + database.url(),
                "--yizhan.database.user=" + database.user(),
                "--yizhan.database.password=" + database.password());
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new KilledNode(process, ready(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] ready(Process process) throws IOException {
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var lines = new ArrayList<String>();
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            lines.add(line);
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
                return line.substring(READY.length()).split(" ");
            }
        }
        throw new IOException("the node did not start: " + lines);
    }

    int port() {
        return Integer.parseInt(words[0]);
    }

    /// Of the clerk at the first community.
    String cookie() {
        return words[1];
    }

    /// Ends it at once, as `kill -9` does.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CasesAlone.class)
    static class Parts {

        /// Another part, whose effect is a row.
        @Bean
        Effects effects(DatabaseClient database) {
            return new Effects(database);
        }
    }

    /// Writes down what it hears, in the transaction in which the event was noted as seen.
    private record Effects(DatabaseClient database) implements EventConsumer {

        @Override
        public String name() {
            return "trial.effects";
        }

        @Override
        public String schema() {
            return "cases";
        }

        @Override
        public Mono<Void> on(EventId id, Event event) {
            return database.sql("INSERT INTO cases.trial_effect (event, stream) VALUES (:event, :stream)")
                    .bind("event", id.value())
                    .bind("stream", event.stream())
                    .then();
        }
    }

    public static void main(String... arguments) {
        var application = new SpringApplication(Parts.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        var context = application.run(arguments);
        var port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        var home = new StationPath("d01.s01.c01");
        var stations = context.getBean(Stations.class);
        stations.find(home)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(50)))
                .block();
        var cookie = context.getBean(Sessions.class)
                .open("community01", "社区演示丁", Set.of(Role.CLERK), home, SessionKind.PERSON)
                .block();
        System.out.println(READY + port + " " + cookie);
    }
}
