package org.yizhan.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.platform.testing.SignedIn;
import org.yizhan.protocol.id.Role;
import org.yizhan.trial.TrialPart;
import reactor.test.StepVerifier;

@SpringBootTest(
        classes = TrialPart.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.main.web-application-type=reactive", "yizhan.parts.secret=open-sesame"})
class SessionsTest {

    @Autowired
    private Sessions sessions;

    @Autowired
    private DatabaseClient database;

    @LocalServerPort
    private int port;

    private SignedIn signedIn;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    @BeforeEach
    void people() {
        signedIn = new SignedIn(sessions, port);
    }

    @Test
    void withoutASessionTheApiAnswers401AndNeverRedirects() {
        me(signedIn.nobody()).isUnauthorized().expectBody().jsonPath("$.code").isEqualTo("not-signed-in");
        me(signedIn.withCookie("x")).isUnauthorized();
        me(signedIn.withCookie("A".repeat(43))).isUnauthorized();
    }

    @Test
    void theCookieIsNowhereInTheDatabase() {
        var cookie = signedIn.cookie("officer1", "d01", SessionKind.PERSON, Role.OFFICER);
        database.sql("select count(*) from platform.session s where s::text like '%' || :cookie || '%'")
                .bind("cookie", cookie)
                .mapValue(Long.class)
                .one()
                .as(StepVerifier::create)
                .expectNext(0L)
                .verifyComplete();
    }

    @Test
    void aSignedOutSessionIsRefusedAtOnceAndItsHoldersAreTold() {
        var cookie = signedIn.cookie("officer2", "d01", SessionKind.PERSON, Role.OFFICER);
        var officer = signedIn.withCookie(cookie);
        me(officer).isOk();
        StepVerifier.create(sessions.ended().take(1))
                .then(() -> officer.post()
                        .uri("/auth/sign-out")
                        .exchange()
                        .expectStatus()
                        .isNoContent()
                        .expectCookie()
                        .value(SessionCookie.NAME, value -> assertThat(value).isEmpty()))
                .expectNextCount(1)
                .verifyComplete();
        me(officer).isUnauthorized();
    }

    @Test
    void anExpiredSessionIsRefused() {
        var cookie = signedIn.cookie("officer3", "d01", SessionKind.PERSON, Role.OFFICER);
        database.sql("update platform.session set expires = now() - interval '1 second' where subject = 'officer3'")
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        me(signedIn.withCookie(cookie)).isUnauthorized();
    }

    @Test
    void useProlongsASession() {
        var cookie = signedIn.cookie("officer4", "d01", SessionKind.PERSON, Role.OFFICER);
        database.sql("update platform.session set last_seen = last_seen - interval '1 hour',"
                        + " expires = expires - interval '1 hour' where subject = 'officer4'")
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        me(signedIn.withCookie(cookie)).isOk();
        database.sql("select expires > now() + interval '7 hours 59 minutes' from platform.session"
                        + " where subject = 'officer4'")
                .mapValue(Boolean.class)
                .one()
                .as(StepVerifier::create)
                .expectNext(true)
                .verifyComplete();
    }

    @Test
    void anotherSitesPageCannotChangeAnything() {
        var officer = signedIn.officer("officer5", "d01");
        for (var header : new String[][] {
            {"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}
        }) {
            officer.post()
                    .uri("/auth/sign-out")
                    .header(header[0], header[1])
                    .exchange()
                    .expectStatus()
                    .isForbidden()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("cross-origin");
        }
        me(officer).isOk();
        officer.get()
                .uri("/ws")
                .header("Upgrade", "websocket")
                .header("Origin", "https://evil.example")
                .exchange()
                .expectStatus()
                .isForbidden();
        officer.post()
                .uri("/auth/sign-out")
                .header("Origin", "http://127.0.0.1:" + port)
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    @Test
    void onlyPartsReachInternalAddresses() {
        signedIn.officer("officer6", "d01")
                .get()
                .uri("/internal/trial")
                .exchange()
                .expectStatus()
                .isForbidden();
        signedIn.nobody().get().uri("/internal/trial").exchange().expectStatus().isUnauthorized();
        internal("open-sesamf").isUnauthorized();
        internal("open-sesame").isOk();
    }

    private StatusAssertions internal(String secret) {
        return signedIn.nobody()
                .get()
                .uri("/internal/trial")
                .header(PartSecret.HEADER, secret)
                .exchange()
                .expectStatus();
    }

    private static StatusAssertions me(WebTestClient client) {
        return client.get().uri("/api/me").exchange().expectStatus();
    }
}
