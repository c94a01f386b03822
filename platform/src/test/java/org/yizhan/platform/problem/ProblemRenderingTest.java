package org.yizhan.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.yizhan.platform.security.Sessions;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.platform.testing.SignedIn;
import org.yizhan.trial.TrialPart;

@SpringBootTest(
        classes = TrialPart.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.main.web-application-type=reactive")
class ProblemRenderingTest {

    private static final String CASE = "0b7f5a8e-3f0c-4c7e-9a53-0d0f3c1f8a11";

    @Autowired
    private Sessions sessions;

    @LocalServerPort
    private int port;

    private WebTestClient web;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    @BeforeEach
    void signIn() {
        web = new SignedIn(sessions, port).officer("officer1", "d01");
    }

    @Test
    void aRefusalKeepsItsCodeAndBothSentences() {
        refused(web.get().uri("/api/refused").exchange(), 409, "case-stale-version")
                .jsonPath("$.zh")
                .isEqualTo("已被他人修改。")
                .jsonPath("$.en")
                .isEqualTo("Changed by another.")
                .jsonPath("$.requestId")
                .isNotEmpty()
                .jsonPath("$.field")
                .doesNotExist();
    }

    @Test
    void whatBreaksTellsTheCallerNothing() {
        var body = web.get()
                .uri("/api/broken")
                .exchange()
                .expectStatus()
                .isEqualTo(500)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(body)
                .contains("\"code\":\"internal\"")
                .doesNotContain("secret")
                .doesNotContain("java.");
    }

    @Test
    void aStatementThatRunsIntoItsTimeoutIsBusy() {
        refused(web.get().uri("/api/slow").exchange(), 503, "busy");
    }

    @Test
    void aStatementThatIsWrongIsNotBusy() {
        refused(web.get().uri("/api/mistaken").exchange(), 500, "internal");
    }

    @Test
    void aPathThatNobodyServesIsNotFound() {
        refused(web.get().uri("/api/nothing").exchange(), 404, "not-found");
    }

    @Test
    void aMethodThatIsNotTakenSaysSo() {
        refused(web.delete().uri("/api/refused").exchange(), 405, "method-not-allowed");
    }

    @Test
    void brokenJsonIsNamed() {
        refused(post("{\"text\": "), 400, "bad-json");
    }

    @Test
    void noBodyIsRefused() {
        refused(
                web.post()
                        .uri("/api/notes")
                        .contentType(MediaType.APPLICATION_JSON)
                        .exchange(),
                400,
                "bad-request");
    }

    @Test
    void aValueOfTheWrongTypeNamesItsField() {
        refused(post("{\"text\":\"a\",\"count\":\"many\",\"about\":\"" + CASE + "\"}"), 400, "invalid")
                .jsonPath("$.field")
                .isEqualTo("count");
    }

    @Test
    void aMalformedIdNamesItsField() {
        refused(post("{\"text\":\"a\",\"count\":1,\"about\":\"not-an-id\"}"), 400, "invalid")
                .jsonPath("$.field")
                .isEqualTo("about");
    }

    @Test
    void aConstraintNamesItsField() {
        refused(post("{\"text\":\"far too long for this\",\"count\":1,\"about\":\"" + CASE + "\"}"), 400, "invalid")
                .jsonPath("$.field")
                .isEqualTo("text");
    }

    @Test
    void aBodyBeyondTheLimitIsTooLarge() {
        refused(post("{\"text\":\"" + "x".repeat(400_000) + "\"}"), 413, "too-large");
    }

    @Test
    void anotherContentTypeIsRefused() {
        refused(
                web.post()
                        .uri("/api/notes")
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue("x")
                        .exchange(),
                415,
                "unsupported-media-type");
    }

    @Test
    void aMalformedIdInThePathNamesItsParameter() {
        refused(web.get().uri("/api/cases/xyz?page=1").exchange(), 400, "invalid")
                .jsonPath("$.field")
                .isEqualTo("id");
    }

    @Test
    void aMissingParameterIsNamed() {
        refused(web.get().uri("/api/cases/" + CASE).exchange(), 400, "invalid")
                .jsonPath("$.field")
                .isEqualTo("page");
    }

    @Test
    void answersAboutPeopleStayOutOfCachesAndPagesMayNotBeFramed() {
        web.get()
                .uri("/api/me")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
                .expectHeader()
                .value("Content-Security-Policy", csp -> assertThat(csp).contains("default-src 'self'"))
                .expectHeader()
                .value("Permissions-Policy", it -> assertThat(it).contains("camera=(self)"))
                .expectBody()
                .json("{\"subject\":\"officer1\",\"roles\":[\"OFFICER\"],\"station\":\"d01\",\"demo\":false}");
    }

    private ResponseSpec post(String body) {
        return web.post()
                .uri("/api/notes")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static WebTestClient.BodyContentSpec refused(ResponseSpec response, int status, String code) {
        return response.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.status")
                .isEqualTo(status);
    }
}
