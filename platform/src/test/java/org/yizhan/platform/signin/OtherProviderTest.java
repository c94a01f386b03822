package org.yizhan.platform.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.platform.security.SessionCookie;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.trial.TrialPart;
import reactor.test.StepVerifier;

@SpringBootTest(
        classes = TrialPart.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.main.web-application-type=reactive")
class OtherProviderTest {

    private static final FakeProvider PROVIDER = new FakeProvider();
    private static final String BROWSER = "YIZHAN_SIGN_IN";

    @Autowired
    private DatabaseClient database;

    @LocalServerPort
    private int port;

    private WebTestClient web;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
        registry.add("yizhan.identity.issuer", PROVIDER::issuer);
        registry.add("yizhan.identity.client-secret", () -> FakeProvider.SECRET);
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @BeforeEach
    void begin() {
        PROVIDER.reset();
        web = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
        database.sql("""
                        insert into platform.account (subject, name, roles, station, disabled) values
                          ('known', '演示甲', array['OFFICER'], 'd01', false),
                          ('locked', '演示乙', array['OFFICER'], 'd01', true),
                          ('boss', '演示丙', array['ADMINISTRATOR'], 'd01', false),
                          ('elsewhere', '演示丁', array['ADMINISTRATOR'], 'd02', false) on conflict do nothing""")
                .then()
                .then(database.sql("insert into platform.terminal (id, name, station)"
                                + " values ('booth-1', '演示终端', 'd01.s01') on conflict do nothing")
                        .then())
                .as(StepVerifier::create)
                .verifyComplete();
    }

    @Test
    void rolesAndStationOfTheTokenCount() {
        PROVIDER.claims.putAll(Map.of(
                "sub", "stranger", "name", "演示戊", "yizhan_roles", List.of("CLERK"), "yizhan_station", "d01.s01.c01"));
        var back = signIn();
        assertThat(location(back)).isEqualTo("/desk");
        me(session(back))
                .isOk()
                .expectBody()
                .json("{\"subject\":\"stranger\",\"roles\":[\"CLERK\"],\"station\":\"d01.s01.c01\"}");
    }

    @Test
    void withoutThemOurTableCounts() {
        PROVIDER.claims.put("sub", "known");
        me(session(signIn())).isOk().expectBody().json("{\"subject\":\"known\",\"roles\":[\"OFFICER\"]}");
    }

    @Test
    void whoIsUnknownOrLockedOutHasNoWayIn() {
        for (var subject : List.of("nobody", "locked")) {
            PROVIDER.claims.put("sub", subject);
            var back = signIn();
            assertThat(back.getStatus().value()).isEqualTo(403);
            assertThat(back.getResponseCookies()).doesNotContainKey(SessionCookie.NAME);
        }
        PROVIDER.claims.putAll(Map.of("sub", "locked", "yizhan_roles", List.of("OFFICER"), "yizhan_station", "d01"));
        assertThat(signIn().getStatus().value()).isEqualTo(403);
    }

    @Test
    void aTokenOfAnotherSignInOrKeyOrClientIsRefused() {
        PROVIDER.claims.putAll(Map.of("sub", "known", "nonce", "of another sign-in"));
        assertThat(signIn().getStatus().value()).isEqualTo(400);
        PROVIDER.reset();
        PROVIDER.claims.putAll(Map.of("sub", "known", "aud", "another client"));
        assertThat(signIn().getStatus().value()).isEqualTo(400);
        PROVIDER.reset();
        PROVIDER.claims.put("sub", "known");
        PROVIDER.signWithAnotherKey();
        assertThat(signIn().getStatus().value()).isEqualTo(400);
    }

    @Test
    void anAnswerCountsOnceAndOnlyInTheBrowserThatAsked() {
        PROVIDER.claims.put("sub", "known");
        var start = get("/auth/sign-in?page=/desk", null);
        var callback = callback(start);
        assertThat(get(callback, "another-browser").getStatus().value()).isEqualTo(400);
        assertThat(get(callback, browser(start)).getStatus().value()).isEqualTo(400);
    }

    @Test
    void aProgramComesWithATokenThatIsMadeOutToUs() {
        bearer(token(Map.of("sub", "known", "aud", "yizhan"))).isOk();
        bearer(token(Map.of("sub", "known", "aud", "another"))).isUnauthorized();
        bearer(token(Map.of("sub", "nobody", "aud", "yizhan"))).isUnauthorized();
        bearer(token(Map.of("sub", "known", "aud", "yizhan", "iss", "https://other.example")))
                .isUnauthorized();
        bearer(token(Map.of(
                        "sub",
                        "known",
                        "aud",
                        "yizhan",
                        "exp",
                        Date.from(Instant.now().minusSeconds(600)))))
                .isUnauthorized();
        bearer("garbage").isUnauthorized().expectBody().jsonPath("$.code").isEqualTo("not-signed-in");
        PROVIDER.signWithAnotherKey();
        bearer(token(Map.of("sub", "known", "aud", "yizhan"))).isUnauthorized();
    }

    @Test
    void aTerminalWaitsForAnAdministratorOfItsStation() {
        PROVIDER.deviceErrors.addAll(List.of("authorization_pending", "slow_down"));
        PROVIDER.claims.put("sub", "boss");
        var handle = device();
        assertThat(poll(handle, "pending").getResponseCookies()).isEmpty();
        // Before the interval is over the provider is not asked at all.
        poll(handle, "pending");
        assertThat(PROVIDER.deviceErrors).hasSize(1);
        forgetPauses();
        poll(handle, "pending");
        forgetPauses();
        var approved = poll(handle, "approved");
        me(session(approved))
                .isOk()
                .expectBody()
                .json("{\"subject\":\"booth-1\",\"roles\":[\"TERMINAL\"],\"station\":\"d01.s01\"}");
    }

    @Test
    void nobodyElseApprovesATerminal() {
        for (var subject : List.of("known", "elsewhere", "nobody")) {
            PROVIDER.claims.put("sub", subject);
            assertThat(poll(device(), "denied").getResponseCookies()).doesNotContainKey(SessionCookie.NAME);
        }
        PROVIDER.deviceErrors.add("access_denied");
        poll(device(), "denied");
        PROVIDER.deviceErrors.add("expired_token");
        poll(device(), "expired");
        poll("made up", "expired");
    }

    private EntityExchangeResult<byte[]> signIn() {
        var start = get("/auth/sign-in?page=/desk", null);
        return get(callback(start), browser(start));
    }

    /// What the provider answers to the browser that was sent there.
    private static String callback(EntityExchangeResult<byte[]> start) {
        var there = WebTestClient.bindToServer()
                .build()
                .get()
                .uri(URI.create(location(start)))
                .exchange()
                .expectStatus()
                .isFound()
                .expectBody()
                .returnResult();
        var back = URI.create(location(there));
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    private EntityExchangeResult<byte[]> get(String path, @Nullable String browser) {
        var request = web.get().uri(URI.create("http://127.0.0.1:" + port + path));
        if (browser != null) {
            request = request.cookie(BROWSER, browser);
        }
        return request.exchange().expectBody().returnResult();
    }

    private String device() {
        var handle = web.post()
                .uri("/auth/device")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"terminal\":\"booth-1\"}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return String.valueOf(Objects.requireNonNull(handle).get("handle"));
    }

    private EntityExchangeResult<byte[]> poll(String handle, String state) {
        return web.post()
                .uri("/auth/device/poll")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"handle\":\"" + handle + "\"}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo(state)
                .returnResult();
    }

    /// As if the interval had passed.
    private void forgetPauses() {
        StepVerifier.create(database.sql("update platform.device_grant set poll_after = now() - interval '1 minute'")
                        .then())
                .verifyComplete();
    }

    private static String token(Map<String, Object> claims) {
        return PROVIDER.sign(new HashMap<>(claims));
    }

    private StatusAssertions bearer(String token) {
        return web.get()
                .uri("/api/me")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange()
                .expectStatus();
    }

    private StatusAssertions me(String session) {
        return web.get()
                .uri("/api/me")
                .cookie(SessionCookie.NAME, session)
                .exchange()
                .expectStatus();
    }

    private static String location(EntityExchangeResult<byte[]> answer) {
        return String.valueOf(answer.getResponseHeaders().getFirst(HttpHeaders.LOCATION));
    }

    private static String browser(EntityExchangeResult<byte[]> answer) {
        return Objects.requireNonNull(answer.getResponseCookies().getFirst(BROWSER))
                .getValue();
    }

    private static String session(EntityExchangeResult<byte[]> answer) {
        return Objects.requireNonNull(answer.getResponseCookies().getFirst(SessionCookie.NAME))
                .getValue();
    }
}
