package org.yizhan.media.whip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.media.MediaBridgeApplication;
import org.yizhan.media.control.LiveEngine;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.platform.PlatformConfiguration;
import org.yizhan.platform.security.PartTokens;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.protocol.bridge.MediaGrant;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// What RFC 9725 demands of an endpoint and of a session, sentence by sentence; the number is the section. What it
/// demands
/// of clients is theirs.
@SpringBootTest(
        classes = {PlatformConfiguration.class, MediaBridgeApplication.class, WhipConformanceTest.Auto.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            "yizhan.media.port=0",
            "yizhan.media.addresses=127.0.0.1",
            "yizhan.turn.urls=turn:relay.example:3478?transport=udp",
            "yizhan.turn.secret=known-to-the-relay"
        })
class WhipConformanceTest {

    @EnableAutoConfiguration
    static class Auto {}

    @TempDir
    static Path data;

    private static final MediaType SDP = MediaType.valueOf("application/sdp");
    private static final MediaType FRAGMENT = MediaType.valueOf("application/trickle-ice-sdpfrag");

    private final ConsultationId consultation = ConsultationId.random();
    private final MemberId officer = MemberId.random();

    @LocalServerPort
    private int port;

    @Autowired
    private PartTokens tokens;

    @Autowired
    private LiveEngine live;

    private WebTestClient http;
    private String token;

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
    private static String offer(String fragment) {
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

    private WebTestClient.ResponseSpec post(String sdp) {
        return http.post()
                .uri("/whip/" + consultation)
                .header("Authorization", "Bearer " + token)
                .contentType(SDP)
                .bodyValue(sdp)
                .exchange();
    }

    private record Begun(String location, String tag, String answer) {}

    private Begun begun() {
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

    private WebTestClient.ResponseSpec patch(Begun session, String match, String body) {
        var request = http.patch()
                .uri(session.location())
                .header("Authorization", "Bearer " + token)
                .contentType(FRAGMENT);
        return (match.isEmpty() ? request : request.header("If-Match", match))
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec delete(Begun session) {
        return http.delete()
                .uri(session.location())
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    @Test
    @DisplayName("4.2 the answer to the POST is 201 with an SDP answer, its type, a Location and an entity tag")
    void createsASession() {
        EntityExchangeResult<String> result = post(offer("fragment1"))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .contentTypeCompatibleWith(SDP)
                .expectHeader()
                .valueMatches("ETag", "\"[^\"]+\"")
                .expectHeader()
                .exists("Location")
                .expectBody(String.class)
                .returnResult();
        assertThat(result.getResponseBody()).startsWith("v=0\r\n");
    }

    @Test
    @DisplayName("4.2 the answer is recvonly in any case, and sendrecv is taken like sendonly")
    void receivesOnly() {
        String both = offer("fragment1").replace("a=sendonly", "a=sendrecv");
        String answer = Objects.requireNonNull(post(both)
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        assertThat(answer.lines().filter("a=recvonly"::equals)).hasSize(2);
        assertThat(answer).doesNotContain("a=sendonly", "a=sendrecv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recvonly", "inactive"})
    @DisplayName("4.2 an offer does not receive and is not inactive")
    void takesNoOtherDirection(String direction) {
        post(offer("fragment1").replace("a=sendonly", "a=" + direction))
                .expectStatus()
                .isEqualTo(406);
    }

    @Test
    @DisplayName("4.2 DELETE ends the session and its connection, and the URL with it")
    void deletes() throws Exception {
        Begun session = begun();
        int before = live.engine().load().get().members();
        delete(session).expectStatus().isOk();
        assertThat(live.engine().load().get().members()).isEqualTo(before - 1);
        delete(session).expectStatus().isNotFound();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT"})
    @DisplayName("4.2 the endpoint answers GET, HEAD and PUT with 405")
    void reservesMethodsOfTheEndpoint(String method) {
        http.method(HttpMethod.valueOf(method))
                .uri("/whip/" + consultation)
                .header("Authorization", "Bearer " + token)
                .exchange()
                .expectStatus()
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT"})
    @DisplayName("4.2 the session answers GET, HEAD, POST and PUT with 405")
    void reservesMethodsOfTheSession(String method) {
        http.method(HttpMethod.valueOf(method))
                .uri(begun().location())
                .header("Authorization", "Bearer " + token)
                .exchange()
                .expectStatus()
                .isEqualTo(405);
    }

    @Test
    @DisplayName("4.2 OPTIONS answers CORS, with Accept-Post")
    void answersOptions() {
        http.options()
                .uri("/whip/" + consultation)
                .header("Origin", "https://encoder.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Accept-Post", "application/sdp")
                .expectHeader()
                .valueEquals("Access-Control-Allow-Origin", "*")
                .expectHeader()
                .valueMatches("Access-Control-Allow-Methods", ".*POST.*PATCH.*DELETE.*");
    }

    @Test
    @DisplayName("4.2 a page of another origin may POST and read Location, ETag and Link")
    void letsOtherOriginsIn() {
        http.post()
                .uri("/whip/" + consultation)
                .header("Origin", "https://encoder.example")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Authorization", "Bearer " + token)
                .contentType(SDP)
                .bodyValue(offer("fragment1"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches("Access-Control-Expose-Headers", ".*Location.*ETag.*Link.*");
    }

    @Test
    @DisplayName("4.2 other content than SDP is refused with 415, what is no SDP with 400")
    void refusesOtherContent() {
        http.post()
                .uri("/whip/" + consultation)
                .header("Authorization", "Bearer " + token)
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue(offer("fragment1"))
                .exchange()
                .expectStatus()
                .isEqualTo(415);
        post("hello").expectStatus().isBadRequest();
    }

    @Test
    @DisplayName("4.3 the answer holds all candidates, and says so")
    void gathersBeforeItAnswers() {
        assertThat(begun().answer()).contains("a=ice-lite", " typ host", "a=end-of-candidates");
    }

    @Test
    @DisplayName("4.3.1 candidates with the session's tag: 204 without body; what cannot be used is read over")
    void takesCandidates() {
        Begun session = begun();
        String body = "a=ice-ufrag:fragment1\r\na=ice-pwd:0123456789012345678901\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\n"
                + "a=candidate:1 1 udp 2122260223 192.0.2.1 61764 typ host\r\n"
                + "a=candidate:2 1 sctp 1 nowhere.invalid 1 typ host\r\na=end-of-candidates\r\n";
        patch(session, session.tag(), body)
                .expectStatus()
                .isNoContent()
                .expectBody()
                .isEmpty();
    }

    @Test
    @DisplayName("4.3.1 another tag: 412; none: 428")
    void comparesTheTag() {
        Begun session = begun();
        patch(session, "\"other\"", "a=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n")
                .expectStatus()
                .isEqualTo(412);
        patch(session, "", "a=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n")
                .expectStatus()
                .isEqualTo(428);
    }

    @Test
    @DisplayName("4.3.1 a PATCH of another type: 415; one that says nothing: 400")
    void takesNothingElse() {
        Begun session = begun();
        patch(session, session.tag(), "hello").expectStatus().isBadRequest();
        http.patch()
                .uri(session.location())
                .header("Authorization", "Bearer " + token)
                .header("If-Match", session.tag())
                .contentType(SDP)
                .bodyValue("a=ice-ufrag:abcd\r\n")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
    }

    @Test
    @DisplayName(
            "4.3.2 If-Match * with new credentials restarts ICE: 200, our new ones, a new tag; the old tag is over")
    void restartsIce() {
        Begun session = begun();
        String restart = "a=ice-ufrag:fragment2\r\na=ice-pwd:9876543210987654321098\r\n";
        EntityExchangeResult<String> result = patch(session, "*", restart)
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(FRAGMENT)
                .expectBody(String.class)
                .returnResult();
        String tag = Objects.requireNonNull(result.getResponseHeaders().getFirst("ETag"));
        assertThat(tag).isNotEqualTo(session.tag());
        String ours = Objects.requireNonNull(result.getResponseBody());
        assertThat(ours).contains("a=ice-ufrag:", "a=ice-pwd:");
        assertThat(session.answer())
                .doesNotContain(ours.lines()
                        .filter(line -> line.startsWith("a=ice-ufrag"))
                        .findFirst()
                        .orElseThrow());
        String candidate = "a=ice-ufrag:fragment2\r\na=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n";
        patch(session, session.tag(), candidate).expectStatus().isEqualTo(412);
        patch(session, tag, candidate).expectStatus().isNoContent();
    }

    @Test
    @DisplayName("4.3.2 a restart that cannot be had is an error and does not end the session")
    void survivesABadRestart() {
        Begun session = begun();
        patch(session, "*", "a=ice-ufrag:a b\r\n").expectStatus().isBadRequest();
        patch(session, session.tag(), "a=candidate:1 1 udp 1 192.0.2.1 1 typ host\r\n")
                .expectStatus()
                .isNoContent();
    }

    @Test
    @DisplayName("4.4 bundle and rtcp-mux are used; an offer without is refused")
    void bundles() {
        assertThat(begun().answer()).contains("a=group:BUNDLE 0 1", "a=rtcp-mux");
        post(offer("fragment1").replace("a=group:BUNDLE 0 1", "a=group:BUNDLE 0"))
                .expectStatus()
                .isEqualTo(406);
    }

    @Test
    @DisplayName("4.4.2 more tracks than one of a kind: 406")
    void takesOneTrackOfAKind() {
        String two = offer("fragment1").replace("BUNDLE 0 1", "BUNDLE 0 1 2")
                + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=setup:actpass\r\na=mid:2\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n";
        post(two).expectStatus().isEqualTo(406);
    }

    @Test
    @DisplayName("4.4.3 no section is rejected alone: an unknown codec refuses the whole offer with 406")
    void refusesAsAWhole() {
        post(offer("fragment1").replace("VP8/90000", "H261/90000"))
                .expectStatus()
                .isEqualTo(406);
    }

    @Test
    @DisplayName("4.4.4 setup is passive for actpass and for active; a client that wants to be the server: 422")
    void isTheDtlsServer() {
        assertThat(begun().answer()).contains("a=setup:passive");
        delete(begun2(offer("fragment1").replace("a=setup:actpass", "a=setup:active")))
                .expectStatus()
                .isOk();
        post(offer("fragment1").replace("a=setup:actpass", "a=setup:passive"))
                .expectStatus()
                .isEqualTo(422);
    }

    private Begun begun2(String sdp) {
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

    @Test
    @DisplayName("4.6 relays are named in Link headers with credentials")
    void namesRelays() {
        post(offer("fragment1"))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches(
                        "Link",
                        "<turn:relay\\.example:3478\\?transport=udp>; rel=\"ice-server\"; username=\"\\d+:\\w+\"; "
                                + "credential=\"[^\"]+\"; credential-type=\"password\"");
    }

    @Test
    @DisplayName("4.7 no token, a wrong one, one that is over, one for something else: 401")
    void demandsAToken() {
        List<String> wrong = List.of(
                "Basic abc",
                "Bearer ",
                "Bearer nonsense",
                "Bearer "
                        + tokens.issue("whip", new MediaGrant(consultation, SourceKind.DOCUMENT).text(), Duration.ZERO),
                "Bearer "
                        + tokens.issue(
                                "whep",
                                new MediaGrant(consultation, SourceKind.DOCUMENT).text(),
                                Duration.ofMinutes(1)),
                "Bearer "
                        + tokens.issue(
                                "whip",
                                new MediaGrant(ConsultationId.random(), SourceKind.DOCUMENT).text(),
                                Duration.ofMinutes(1)));
        for (String authorization : wrong) {
            http.post()
                    .uri("/whip/" + consultation)
                    .header("Authorization", authorization)
                    .contentType(SDP)
                    .bodyValue(offer("fragment1"))
                    .exchange()
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .valueEquals("WWW-Authenticate", "Bearer");
        }
        Begun session = begun();
        http.delete().uri(session.location()).exchange().expectStatus().isUnauthorized();
        http.patch()
                .uri(session.location())
                .header("If-Match", "*")
                .contentType(FRAGMENT)
                .bodyValue("a=ice-ufrag:abcd\r\n")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    @DisplayName("4.9 no extension is demanded: a plain client's picture reaches the meeting's last slot")
    void needsNoExtensions() throws Exception {
        try (TestBrowser page = new TestBrowser(4);
                TestBrowser encoder = new TestBrowser(1).encoderOnly()) {
            page.answered(live.engine()
                    .connect(officer, OfferParser.parse(page.offer()))
                    .get());
            page.connect();
            encoder.answered(Objects.requireNonNull(post(encoder.offer())
                    .expectStatus()
                    .isCreated()
                    .expectBody(String.class)
                    .returnResult()
                    .getResponseBody()));
            encoder.connect();
            int last = SlotFill.AUDIO_SLOTS + SlotFill.VIDEO_SLOTS - 1;
            assertThat(encoder.showsItself(page, page.slot(last))).isTrue();
        }
    }

    @Test
    @DisplayName("WHEP: a viewer is answered sendonly and is shown what members send")
    void showsTheMeeting() throws Exception {
        live.engine()
                .arrange(
                        consultation,
                        new RoomPlan(
                                2,
                                List.of(new MemberPlan(officer, "officer", Set.of(SourceKind.CAMERA), List.of())),
                                null))
                .get();
        String pass =
                tokens.issue("whep", new MediaGrant(consultation, SourceKind.SCREEN).text(), Duration.ofMinutes(1));
        try (TestBrowser page = new TestBrowser(4);
                TestBrowser viewer = new TestBrowser(1).viewerOnly()) {
            page.answered(live.engine()
                    .connect(officer, OfferParser.parse(page.offer()))
                    .get());
            page.connect();
            String answer = Objects.requireNonNull(http.post()
                    .uri("/whep/" + consultation)
                    .header("Authorization", "Bearer " + pass)
                    .contentType(SDP)
                    .bodyValue(viewer.offer())
                    .exchange()
                    .expectStatus()
                    .isCreated()
                    .expectBody(String.class)
                    .returnResult()
                    .getResponseBody());
            assertThat(answer.lines().filter("a=sendonly"::equals)).hasSize(2);
            viewer.answered(answer);
            viewer.connect();
            assertThat(page.showsItself(viewer, viewer.slot(1))).isTrue();
        }
    }
}
