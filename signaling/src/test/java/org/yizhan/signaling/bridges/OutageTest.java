package org.yizhan.signaling.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

class OutageTest {

    private static Outage askedAt(int port) {
        return WebClient.create("http://127.0.0.1:" + port)
                .get()
                .retrieve()
                .bodyToMono(String.class)
                .timeout(Duration.ofSeconds(2))
                .map(_ -> Outage.OTHER)
                .onErrorResume(failure -> Mono.just(Outage.of(failure)))
                .blockOptional()
                .orElse(Outage.OTHER);
    }

    @Test
    void aPortThatNobodyListensOnIsRefused() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        assertThat(askedAt(port)).isEqualTo(Outage.REFUSED);
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerIsBroken() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 8; i++) {
                        mute.accept().close();
                    }
                } catch (java.io.IOException _) {
                    // The test is over.
                }
            });
            assertThat(askedAt(mute.getLocalPort())).isEqualTo(Outage.BROKEN);
        }
    }

    @Test
    void anAnswerThatIsNoneAndATimeThatRanOutAreNeither() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> exchange.sendResponseHeaders(500, -1));
        server.start();
        try {
            assertThat(askedAt(server.getAddress().getPort())).isEqualTo(Outage.OTHER);
        } finally {
            server.stop(0);
        }
        assertThat(Outage.of(new TimeoutException("refused"))).isEqualTo(Outage.OTHER);
    }
}
