package org.yizhan.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.trial.TrialPart;

/// Browsers and nginx send request after request over one connection. A server that forgets to read on after one of
/// them leaves a page waiting without an error; the release of Reactor Netty before ours did.
@SpringBootTest(
        classes = TrialPart.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.main.web-application-type=reactive")
class KeptConnectionTest {

    private static final int PATIENCE_MS = 5_000;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    @Test
    void aRequestAfterTwoThatCameTogetherIsAnswered() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            var answers = new BufferedInputStream(socket.getInputStream());
            send(socket, asksTheDatabase() + isRefusedAtOnce());
            assertThat(status(answers)).isEqualTo(401);
            assertThat(status(answers)).isEqualTo(401);
            send(socket, isRefusedAtOnce());
            assertThat(status(answers)).isEqualTo(401);
        }
    }

    private static String asksTheDatabase() {
        return request("Cookie: " + SessionCookie.NAME + "=" + "A".repeat(43) + "\r\n");
    }

    private static String isRefusedAtOnce() {
        return request("");
    }

    private static String request(String header) {
        return "GET /api/me HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Reads one answer to its end.
    private static int status(InputStream answers) throws IOException {
        var first = line(answers);
        int length = 0;
        for (var header = line(answers); !header.isEmpty(); header = line(answers)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        answers.readNBytes(length);
        return Integer.parseInt(first.split(" ", 3)[1]);
    }

    private static String line(InputStream answers) throws IOException {
        var text = new StringBuilder();
        for (int c = answers.read(); c >= 0 && c != '\n'; c = answers.read()) {
            text.append((char) c);
        }
        return text.toString().strip();
    }
}
