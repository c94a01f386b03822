package org.yizhan.media.whip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

/// What RFC 9725 demands of an endpoint, sentence by sentence; the number is the section. What it demands of a session
/// once it is there: [WhipSessionConformanceTest]. What it demands of clients is theirs.
class WhipConformanceTest extends WhipMeeting {

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
        assertThat(present()).isEqualTo(2);
        delete(session).expectStatus().isOk();
        assertThat(present()).isEqualTo(1);
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
}
