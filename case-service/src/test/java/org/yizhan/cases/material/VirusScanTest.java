package org.yizhan.cases.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.cases.blob.BlockingWork;
import org.yizhan.platform.problem.ProblemException;
import reactor.test.StepVerifier;

/// Against a daemon of the test's own that speaks the command INSTREAM.
class VirusScanTest {

    private static final String VIRUS = "a text that the daemon takes for a virus";

    private final BlockingWork work = new BlockingWork();
    private ServerSocket daemon;
    private volatile byte[] heard = new byte[0];

    @BeforeEach
    void listen() throws IOException {
        daemon = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!daemon.isClosed()) {
                answer();
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        work.destroy();
    }

    private void answer() {
        try (var socket = daemon.accept()) {
            var in = new DataInputStream(socket.getInputStream());
            var command = in.readNBytes("zINSTREAM\0".length());
            var content = new ByteArrayOutputStream();
            for (var length = in.readInt(); length > 0; length = in.readInt()) {
                content.write(in.readNBytes(length));
            }
            heard = content.toByteArray();
            var said = !new String(command, StandardCharsets.US_ASCII).equals("zINSTREAM\0")
                    ? "UNKNOWN COMMAND"
                    : content.toString(StandardCharsets.US_ASCII).contains(VIRUS)
                            ? "stream: Trial-Signature FOUND"
                            : "stream: OK";
            socket.getOutputStream().write((said + "\0").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) {
            // The test is over.
        }
    }

    private VirusScan scan() {
        return new VirusScan("127.0.0.1:" + daemon.getLocalPort(), work);
    }

    private static void refused(Throwable error, String code) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    @Test
    void aCleanFileIsTakenWhateverItsLength() {
        var random = new SplittableRandom(1);
        for (var length : new int[] {0, 1, 65_536, 65_537, 300_000}) {
            var content = new byte[length];
            random.nextBytes(content);
            StepVerifier.create(scan().check(content)).verifyComplete();
            assertThat(heard).isEqualTo(content);
        }
    }

    @Test
    void aVirusIsRefused() {
        StepVerifier.create(scan().check(("x" + VIRUS).getBytes(StandardCharsets.US_ASCII)))
                .verifyErrorSatisfies(e -> refused(e, "material-infected"));
    }

    @Test
    void withoutTheDaemonNothingIsKept() throws IOException {
        var scan = scan();
        daemon.close();
        StepVerifier.create(scan.check(new byte[10])).verifyErrorSatisfies(e -> refused(e, "virus-scan-unavailable"));
        StepVerifier.create(new VirusScan("", work).check(new byte[10])).verifyComplete();
    }
}
