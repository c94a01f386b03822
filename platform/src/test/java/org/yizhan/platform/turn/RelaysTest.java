package org.yizhan.platform.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.platform.turn.Relays.Relay;

/// Our credentials at a real relay with the configuration of docs/deploy.
class RelaysTest {

    private static final String SECRET = "known-to-both";
    private static final String URL = "turn:relay.example:3478";
    private static final String BRIDGE = "127.0.0.1";

    @TempDir
    Path folder;

    private final List<TurnClient> clients = new ArrayList<>();
    private InetSocketAddress relay = new InetSocketAddress(0);
    private Process coturn;

    @BeforeEach
    void start() throws IOException {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        relay = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        String text = Files.readString(Path.of("../docs/deploy/turnserver.conf"))
                .replace("@ADDRESS@", "127.0.0.1")
                .replace("@PORT@", String.valueOf(port))
                .replace("@FIRST@", "49600")
                .replace("@LAST@", "49700")
                .replace("@SECRET@", SECRET)
                .replace("@BRIDGE@", BRIDGE);
        // Without this coturn takes no peer on the machine's own loopback, where the bridge of this test would be.
        Path file = Files.writeString(
                folder.resolve("turnserver.conf"),
                text + "\nallow-loopback-peers\nlog-file=stdout\npidfile=" + folder.resolve("pid") + "\nuserdb="
                        + folder.resolve("turndb") + "\n");
        coturn = new ProcessBuilder("turnserver", "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        clients.forEach(TurnClient::close);
        coturn.destroy();
        coturn.waitFor();
    }

    private TurnClient client(String user, Instant now, String secret) throws IOException {
        Relay given = new Relays(List.of(URL), secret, Duration.ofSeconds(300), Clock.fixed(now, ZoneOffset.UTC))
                .forUser(user)
                .getFirst();
        TurnClient client = new TurnClient(relay, given.username(), given.credential());
        clients.add(client);
        return client;
    }

    @Test
    void letsThroughToTheBridgeAndNowhereElse() throws Exception {
        TurnClient page = client("resident1", Instant.now(), SECRET);
        assertThat(page.allocate()).isZero();
        assertThat(page.permit(InetAddress.getByName(BRIDGE))).isZero();
        for (String other : List.of("10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "93.184.216.34")) {
            assertThat(page.permit(InetAddress.getByName(other))).as(other).isEqualTo(403);
        }
    }

    @Test
    void refusesCredentialsThatAreOverOrForged() throws Exception {
        Instant then = Instant.now().minus(Duration.ofSeconds(301));
        assertThat(client("resident1", then, SECRET).allocate()).isEqualTo(401);
        assertThat(client("resident1", Instant.now(), "guessed").allocate()).isEqualTo(401);
        assertThat(client("resident1", Instant.now().minus(Duration.ofSeconds(290)), SECRET)
                        .allocate())
                .isZero();
    }

    @Test
    void onePersonHasTwelveAllocations() throws Exception {
        for (int i = 0; i < 12; i++) {
            assertThat(client("resident1", Instant.now(), SECRET).allocate())
                    .as("allocation %s", i + 1)
                    .isZero();
        }
        assertThat(client("resident1", Instant.now(), SECRET).allocate()).isEqualTo(486);
        assertThat(client("resident2", Instant.now(), SECRET).allocate()).isZero();
    }

    @Test
    void withoutRelaysThereAreNoCredentials() {
        assertThat(new Relays(List.of(), "", Duration.ofSeconds(300), Clock.systemUTC()).forUser("a"))
                .isEmpty();
    }
}
