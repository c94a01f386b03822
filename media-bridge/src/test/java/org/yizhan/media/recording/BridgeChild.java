package org.yizhan.media.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.yizhan.media.recording.cipher.CipherAlgorithm;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.room.EmbeddedEngine;
import org.yizhan.media.transport.LineFaults;
import org.yizhan.media.transport.MediaLoop;
import org.yizhan.media.transport.MediaPort;
import org.yizhan.media.transport.PortSettings;
import org.yizhan.media.transport.Refusals;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.media.trial.EngineTrial;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import tools.jackson.databind.json.JsonMapper;

/// A bridge in a process of its own, engine and recorders, that shares its recordings with others: to be
/// stopped, killed and let go on. Signaling is the test.
final class BridgeChild implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private String address = "";

    private BridgeChild(Process process) {
        this.process = process;
    }

    /// @param args shared folder, own name
    public static void main(String[] args) throws IOException {
        Path shared = Path.of(args[0]);
        RecordingFolder folder = folder(shared, args[1]);
        DiskRecorders recorders = new DiskRecorders(
                folder,
                Studio.settings(),
                new Finishing(folder, SealKey.at(shared.resolve("keys/key.pem"))),
                new Saying(),
                Clock.systemUTC());
        recorders.start();
        MediaLoop loop = new MediaLoop();
        Refusals refusals = new Refusals();
        MediaPort port = MediaPort.open(
                loop,
                new PortSettings(
                        List.of(InetAddress.getByName("127.0.0.1")),
                        0,
                        true,
                        true,
                        LineFaults.NONE,
                        LineFaults.NONE,
                        PortSettings.SILENCE,
                        PortSettings.MEMORY),
                refusals,
                Instant.now());
        EmbeddedEngine engine = new EmbeddedEngine(
                loop,
                port,
                refusals,
                recorders,
                (room, members) -> System.out.println("connected " + members.size()),
                args[1],
                System.currentTimeMillis() * 1_000_000);
        System.out.println("port " + EngineTrial.serve(0, engine, refusals));
    }

    static RecordingFolder folder(Path shared, String name) throws IOException {
        return new RecordingFolder(
                shared.resolve("recordings"), Studio.keys(shared, CipherAlgorithm.AES_256_GCM), name);
    }

    static BridgeChild start(Path shared, String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BridgeChild.class.getName(),
                        shared.toString(),
                        name)
                .redirectErrorStream(true)
                .start();
        BridgeChild child = new BridgeChild(process);
        Thread.ofVirtual().start(child::read);
        child.address = "http://127.0.0.1:" + child.says("port ").substring(5);
        return child;
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
            }
        } catch (IOException _) {
            // It was killed.
        }
    }

    /// Waits for a line with this in it.
    String says(String wanted) throws InterruptedException {
        String line = said.poll(30, TimeUnit.SECONDS);
        while (line != null && !line.contains(wanted)) {
            line = said.poll(30, TimeUnit.SECONDS);
        }
        if (line == null) {
            throw new IllegalStateException("it never said " + wanted);
        }
        return line;
    }

    void connect(MemberId member, TestBrowser page) throws IOException, InterruptedException {
        page.answered(ask("POST", "/connect/" + member, page.offer()));
        page.connect();
    }

    void arrange(ConsultationId consultation, RoomPlan plan) throws IOException, InterruptedException {
        ask("PUT", "/rooms/" + consultation, JSON.writeValueAsString(plan));
    }

    void close(ConsultationId consultation) throws IOException, InterruptedException {
        ask("DELETE", "/rooms/" + consultation, "");
    }

    private String ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(Duration.ofSeconds(10))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(method + " " + path + ": " + answer.body());
        }
        return answer.body();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /// `STOP` or `CONT`.
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.close();
    }

    private static final class Saying implements Announcer {
        @Override
        public void written(Manifest manifest) {
            System.out.println("part " + manifest.parts().size());
        }

        @Override
        public void sealed(Manifest manifest) {
            System.out.println("sealed " + manifest.recording());
        }

        @Override
        public void failed(Manifest manifest, String reason) {
            System.out.println("failed " + reason);
        }
    }
}
