package org.yizhan.media.whip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.bridge.MediaGrant;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;

/// What RFC 9725 demands of a session, of relays and of tokens, sentence by sentence; and the same path the other way.
class WhipSessionConformanceTest extends WhipMeeting {

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
