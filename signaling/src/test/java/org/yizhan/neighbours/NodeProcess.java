package org.yizhan.neighbours;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.yizhan.platform.r2dbc.DatabaseSettings;
import org.yizhan.platform.security.SessionKind;
import org.yizhan.platform.security.Sessions;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// A signaling node in a process of its own, to be killed without a word.
public final class NodeProcess implements AutoCloseable {

    private static final String READY = "NODE ";

    private final Process process;
    private final String[] words;

    private NodeProcess(Process process, String[] words) {
        this.process = process;
        this.words = words;
    }

    public static NodeProcess start(DatabaseSettings database, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName(),
                "--server.port=0",
                "--yizhan.parts.secret=open-sesame",
                "--yizhan.database.url=" + database.url(),
                "--yizhan.database.user=" + database.user(),
                "--yizhan.database.password=" + database.password()));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new NodeProcess(process, ready(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] ready(Process process) throws IOException {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            lines.add(line);
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> said.lines().forEach(_ -> {}));
                return line.substring(READY.length()).split(" ");
            }
        }
        throw new IOException("the node did not start: " + lines);
    }

    public int port() {
        return Integer.parseInt(words[0]);
    }

    /// Cookies of a booth and a desk, and a case that the booth opened.
    public String boothCookie() {
        return words[1];
    }

    public String deskCookie() {
        return words[2];
    }

    public String caseId() {
        return words[3];
    }

    /// Ends it at once, as `kill -9` does.
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String... arguments) {
        SpringApplication application = new SpringApplication(SignalingTrial.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        var context = application.run(arguments);
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        Sessions sessions = context.getBean(Sessions.class);
        String booth = sessions.open(
                        "booth-1", "演示亭", Set.of(Role.TERMINAL), new StationPath("d01.s01"), SessionKind.TERMINAL)
                .block();
        String desk = sessions.open("officer1", "演示甲", Set.of(Role.OFFICER), new StationPath("d01"), SessionKind.PERSON)
                .block();
        var caseId = context.getBean(FakeCases.class).opened("booth-1", "d01.s01.c07");
        System.out.println(READY + port + " " + booth + " " + desk + " " + caseId);
    }
}
