package org.yizhan.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yizhan.platform.PlatformConfiguration;
import org.yizhan.platform.testing.RealPostgres;
import reactor.core.publisher.Mono;

@SpringBootTest(
        classes = TrialSignInTest.Process.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.main.web-application-type=reactive", "yizhan.demo=true"})
class TrialSignInTest {

    private static final String SESSION = "YIZHAN_SESSION";

    @LocalServerPort
    private int port;

    private TrialBrowser browser;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({PlatformConfiguration.class, EmbeddedIdentityConfiguration.class})
    static class Process {}

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    @BeforeEach
    void open() {
        browser = new TrialBrowser(port);
    }

    @Test
    void anOfficerSignsInAndComesBackToThePage() {
        var page = browser.open("/auth/sign-in?page=/desk");
        assertThat(page.body()).contains("试用登录").contains("this machine only");
        signIn(page, "officer1", "yizhan-demo");
        assertThat(browser.at().getPath()).isEqualTo("/desk");
        assertThat(browser.cookies()).containsKey(SESSION);
        assertThat(browser.once("/api/me").body())
                .contains("\"subject\":\"officer1\"")
                .contains("\"OFFICER\"")
                .contains("\"station\":\"d01\"")
                .contains("\"demo\":true");
    }

    @Test
    void aWrongPasswordIsToldAndOpensNothing() {
        var answer = signIn(browser.open("/auth/sign-in?page=/desk"), "officer1", "wrong");
        assertThat(answer.body()).contains("账号或密码不正确");
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
        assertThat(browser.once("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void manyWrongPasswordsLockTheAccountForAWhile() {
        for (int i = 0; i < 10; i++) {
            signIn(browser.open("/auth/sign-in"), "community02", "wrong" + i);
        }
        signIn(browser.open("/auth/sign-in"), "community02", "yizhan-demo");
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
    }

    @Test
    void whoSignsOutIsAskedForThePasswordAgain() {
        signIn(browser.open("/auth/sign-in?page=/desk"), "officer2", "yizhan-demo");
        assertThat(browser.postJson("/auth/sign-out", "").statusCode()).isEqualTo(204);
        assertThat(browser.once("/api/me").statusCode()).isEqualTo(401);
        assertThat(browser.open("/auth/sign-in?page=/desk").body()).contains("name=\"password\"");
    }

    @Test
    void aPageOfAnotherHostIsNeverTheGoal() {
        for (var page : new String[] {"https://evil.example/", "//evil.example/", "/%5Cevil.example", "/\\evil"}) {
            var visitor = new TrialBrowser(port);
            signIn(
                    visitor,
                    visitor.open("/auth/sign-in?page=" + URLEncoder.encode(page, StandardCharsets.UTF_8)),
                    "officer1",
                    "yizhan-demo");
            assertThat(visitor.at().getHost()).isEqualTo("127.0.0.1");
            assertThat(visitor.cookies()).containsKey(SESSION);
        }
    }

    @Test
    void anAnswerThatWasNotAskedForIsRefused() {
        assertThat(browser.once("/login/oauth2/code/yizhan?state=made-up&code=made-up")
                        .statusCode())
                .isEqualTo(400);
        // Another browser's sign-in, handed to this one.
        var other = new TrialBrowser(port);
        var start = other.once("/auth/sign-in?page=/desk");
        var state = Pattern.compile("state=([^&]+)")
                .matcher(start.headers().firstValue("Location").orElseThrow());
        assertThat(state.find()).isTrue();
        assertThat(browser.once("/login/oauth2/code/yizhan?code=x&state=" + state.group(1))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anAdministratorApprovesATerminal() {
        var started = browser.postJson("/auth/device", "{\"terminal\":\"booth-s01-1\"}");
        var handle = value(started, "handle");
        assertThat(poll(handle)).contains("pending");
        var page = new TrialBrowser(port);
        var code = signIn(page, page.open(value(started, "verificationPathComplete")), "admin1", "yizhan-demo");
        assertThat(code.body()).contains(value(started, "userCode"));
        var asked = page.open("/idp/oauth2/device_verification?user_code=" + value(started, "userCode"));
        assertThat(asked.body()).contains("演示街道一号视频终端");
        assertThat(page.submit(asked, "oauth2/device_verification", Map.of()).body())
                .contains("终端已批准");
        var polled = "pending";
        for (int i = 0; i < 5 && polled.contains("pending"); i++) {
            await(Integer.parseInt(value(started, "interval")));
            polled = poll(handle);
        }
        assertThat(polled).contains("approved");
        assertThat(browser.once("/api/me").body())
                .contains("\"subject\":\"booth-s01-1\"")
                .contains("TERMINAL");
        assertThat(poll(handle)).contains("expired");
    }

    @Test
    void nobodyElseApprovesATerminal() {
        var started = browser.postJson("/auth/device", "{\"terminal\":\"booth-s01-2\"}");
        var officer = new TrialBrowser(port);
        var answer =
                signIn(officer, officer.open(value(started, "verificationPathComplete")), "officer1", "yizhan-demo");
        assertThat(answer.body()).contains("只有管理员可以批准终端");
        assertThat(poll(value(started, "handle"))).contains("pending");
    }

    @Test
    void anUnknownTerminalIsRefused() {
        var answer = browser.postJson("/auth/device", "{\"terminal\":\"made-up\"}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("terminal-unknown");
    }

    @Test
    void theProviderTellsNothingAboutItsInside() {
        for (var path : new String[] {
            "/idp/nothing",
            "/idp/oauth2/authorize?client_id=other&response_type=code",
            "/idp/oauth2/token",
            "/idp/%2e%2e/x"
        }) {
            assertThat(browser.open(path).body())
                    .doesNotContain("Tomcat")
                    .doesNotContain("at org.")
                    .doesNotContain("Exception");
        }
    }

    private HttpResponse<String> signIn(HttpResponse<String> page, String name, String password) {
        return signIn(browser, page, name, password);
    }

    private static HttpResponse<String> signIn(
            TrialBrowser browser, HttpResponse<String> page, String name, String password) {
        assertThat(page.body()).contains("name=\"password\"");
        return browser.submit(page, "sign-in", Map.of("username", name, "password", password));
    }

    private String poll(String handle) {
        return browser.postJson("/auth/device/poll", "{\"handle\":\"" + handle + "\"}")
                .body();
    }

    /// RFC 8628 has a terminal wait this long between two polls.
    private static void await(int seconds) {
        Mono.delay(Duration.ofSeconds(seconds)).block();
    }

    private static String value(HttpResponse<String> answer, String name) {
        var matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]+)").matcher(answer.body());
        assertThat(matcher.find()).as(name + " in " + answer.body()).isTrue();
        return matcher.group(1);
    }

    @Test
    void aProgramGetsATokenForItsSecretAndIsKnownByIt() throws Exception {
        var wrong = token("program-filing", "wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(token("officer1", "yizhan-demo").statusCode()).isEqualTo(401);

        var answer = token("program-filing", "yizhan-demo");
        assertThat(answer.statusCode()).isEqualTo(200);
        var token = answer.body().replaceFirst(".*\"access_token\":\"([^\"]+)\".*", "$1");
        var me = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/me"))
                .header("Authorization", "Bearer " + token));
        assertThat(me.body()).contains("\"PROGRAM\"").contains("\"subject\":\"program-filing\"");
    }

    private HttpResponse<String> token(String program, String secret) throws Exception {
        var basic = Base64.getEncoder().encodeToString((program + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/idp/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
