package org.yizhan.media.whip;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.media.MediaBridgeApplication;
import org.yizhan.media.control.LiveEngine;
import org.yizhan.platform.PlatformConfiguration;
import org.yizhan.platform.security.PartTokens;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.protocol.bridge.MediaGrant;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// A meeting with an officer in it, and the requests of a WHIP client.
@SpringBootTest(
        classes = {PlatformConfiguration.class, MediaBridgeApplication.class, WhipMeeting.Auto.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            "yizhan.media.port=0",
            "yizhan.media.addresses=127.0.0.1",
            "yizhan.turn.urls=turn:relay.example:3478?transport=udp",
            "yizhan.turn.secret=known-to-the-relay"
        })
abstract class WhipMeeting {

    @EnableAutoConfiguration
    static class Auto {}

    @TempDir
    static Path data;

    static final MediaType SDP = MediaType.valueOf("application/sdp");
    static final MediaType FRAGMENT = MediaType.valueOf("application/trickle-ice-sdpfrag");

    final ConsultationId consultation = ConsultationId.random();
    final MemberId officer = MemberId.random();

    @LocalServerPort
    int port;

    @Autowired
    PartTokens tokens;

    @Autowired
    LiveEngine live;

    WebTestClient http;
    String token;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
        registry.add("yizhan.data", () -> data.toString());
    }

    @BeforeEach
    void meeting() throws Exception {
        http = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
        token = tokens.issue("whip", new MediaGrant(consultation, SourceKind.DOCUMENT).text(), Duration.ofMinutes(1));
        live.engine()
                .arrange(
                        consultation,
                        new RoomPlan(1, List.of(new MemberPlan(officer, "officer", Set.of(), List.of())), null))
                .get();
    }

    /// Chromium's offer of one track of sound and one of pictures.
    static String offer(String fragment) {
        StringBuilder text =
                new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n");
        for (int i = 0; i < 2; i++) {
            text.append(i == 0 ? "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n" : "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n");
            text.append("c=IN IP4 0.0.0.0\r\na=ice-ufrag:").append(fragment);
            text.append("\r\na=ice-pwd:0123456789012345678901\r\na=ice-options:trickle\r\na=fingerprint:sha-256 ");
            text.append("AB:".repeat(31))
                    .append("AB\r\na=setup:actpass\r\na=mid:")
                    .append(i);
            text.append("\r\na=bundle-only\r\na=sendonly\r\na=msid:- track\r\na=rtcp-mux\r\n");
            text.append(
                    i == 0
                            ? "a=rtpmap:111 opus/48000/2\r\n"
                            : "a=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n");
        }
        return text.toString();
    }

    WebTestClient.ResponseSpec post(String sdp) {
        return http.post()
                .uri("/whip/" + consultation)
                .header("Authorization", "Bearer " + token)
                .contentType(SDP)
                .bodyValue(sdp)
                .exchange();
    }

    record Begun(String location, String tag, String answer) {}

    Begun begun() {
        EntityExchangeResult<String> result = post(offer("fragment1"))
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult();
        return new Begun(
                Objects.requireNonNull(result.getResponseHeaders().getFirst("Location")),
                Objects.requireNonNull(result.getResponseHeaders().getFirst("ETag")),
                Objects.requireNonNull(result.getResponseBody()));
    }

    WebTestClient.ResponseSpec patch(Begun session, String match, String body) {
        var request = http.patch()
                .uri(session.location())
                .header("Authorization", "Bearer " + token)
                .contentType(FRAGMENT);
        return (match.isEmpty() ? request : request.header("If-Match", match))
                .bodyValue(body)
                .exchange();
    }

    WebTestClient.ResponseSpec delete(Begun session) {
        return http.delete()
                .uri(session.location())
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    /// How many are in the meeting. Other connections of the bridge, those of its exercise among them, come and go.
    int present() {
        return live.engine().meetings().join().stream()
                .filter(it -> it.consultation().equals(consultation))
                .mapToInt(it -> it.members().size())
                .sum();
    }

    Begun begun2(String sdp) {
        // The encoder's place in this meeting is taken by the first session.
        live.engine().close(consultation).join();
        live.engine()
                .arrange(
                        consultation,
                        new RoomPlan(1, List.of(new MemberPlan(officer, "officer", Set.of(), List.of())), null))
                .join();
        EntityExchangeResult<String> result =
                post(sdp).expectStatus().isCreated().expectBody(String.class).returnResult();
        return new Begun(
                Objects.requireNonNull(result.getResponseHeaders().getFirst("Location")),
                Objects.requireNonNull(result.getResponseHeaders().getFirst("ETag")),
                Objects.requireNonNull(result.getResponseBody()));
    }
}
