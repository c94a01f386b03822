package org.yizhan.media.jvb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VideobridgeTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeVideobridge fake = new FakeVideobridge();
    private final Videobridge bridge = new Videobridge(http, fake.at());

    @AfterEach
    void close() {
        fake.close();
        http.close();
    }

    private static <T> T now(CompletableFuture<T> asked) throws Exception {
        return asked.get(10, TimeUnit.SECONDS);
    }

    private static Wire.Endpoint endpoint(String id, String... capabilities) {
        var sources = List.of(Wire.MediaSource.sound(id + "-a0", 11), Wire.MediaSource.pictures(id + "-v0", 22, 23));
        return Wire.Endpoint.created(id, List.of(capabilities), Medias.of(Hall.OURS), sources);
    }

    @Test
    void anEndpointIsDescribedWithAllThatAnAnswerNeeds() throws Exception {
        now(bridge.open("m", "hall@yizhan.invalid"));
        Described there = now(bridge.add("m", endpoint("aabbccdd", "source-names")));
        assertThat(there.ice().password()).hasSizeGreaterThanOrEqualTo(22);
        assertThat(there.fingerprint().algorithm()).isEqualTo("sha-256");
        assertThat(there.candidates()).hasSize(1);
        assertThat(there.channel().getPath()).endsWith("/" + there.conference() + "/aabbccdd");
    }

    @Test
    void itsRefusalIsAFailureInItsWords() throws Exception {
        now(bridge.open("m", "hall@yizhan.invalid"));
        assertThatThrownBy(() -> now(bridge.open("m", "hall@yizhan.invalid")))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(VideobridgeFailure.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void itsRefusalWithoutAWordIsAFailureToo() throws Exception {
        now(bridge.open("m", "hall@yizhan.invalid"));
        assertThatThrownBy(() -> now(bridge.add("m", endpoint("aabbccdd"))))
                .hasCauseInstanceOf(VideobridgeFailure.class)
                .hasMessageContaining("400");
        assertThatThrownBy(() -> now(bridge.add("n", endpoint("aabbccdd", "source-names"))))
                .hasMessageContaining("404");
    }

    @Test
    void aBridgeWithoutItsChannelsIsToldWhichSettingIsMissing() throws Exception {
        fake.webSockets = false;
        now(bridge.open("m", "hall@yizhan.invalid"));
        assertThatThrownBy(() -> now(bridge.add("m", endpoint("aabbccdd", "source-names"))))
                .hasMessageContaining("videobridge.websockets.enabled");
    }

    @Test
    void oneThatIsNotThereIsAFailureToo() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        var away = new Videobridge(http, URI.create("http://127.0.0.1:" + nobody));
        assertThatThrownBy(() -> now(away.open("m", "hall@yizhan.invalid")))
                .hasCauseInstanceOf(VideobridgeFailure.class);
        assertThat(now(away.isHealthy())).isFalse();
    }

    @Test
    void theHealthyOneWithTheLeastStressIsUsed() throws Exception {
        try (var busy = new FakeVideobridge();
                var ill = new FakeVideobridge()) {
            busy.stress = 0.9;
            ill.stress = 0;
            ill.healthy = false;
            var pool = new Pool(List.of(new Videobridge(http, busy.at()), new Videobridge(http, ill.at()), bridge));
            assertThat(now(pool.best())).isSameAs(bridge);
            assertThat(now(pool.stress())).isEqualTo(0.125);
            fake.healthy = false;
            assertThat(now(pool.stress())).isEqualTo(1);
        }
    }
}
