package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.json.JsonMapper;

/// What residents think and where it goes; what happens to cases and who is told.
class VoiceModuleTest extends CasesTest {

    private CaseUser supervisor() {
        return as(signedIn.supervisor("supervisor1", "d01"));
    }

    @Test
    void aBadRatingIsAnsweredAfterACallAndNotByTheAccused() {
        var before = rated(1);
        var id = booth.open("person-enquiry", "booth").path("id").asString();
        officer.fill(id, Map.of("enquiry", "个人账户")).ok();
        booth.post("/api/cases/" + id + "/rating", Map.of("level", 1, "comment", "等太久"))
                .ok();
        var order = supervisor()
                .get("/api/work-orders")
                .ok()
                .valueStream()
                .filter(o -> o.path("caseId").asString("").equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(order.path("words").asString()).isEqualTo("等太久");
        assertThat(order.path("level").asInt()).isEqualTo(1);
        var path = "/api/work-orders/" + order.path("id").asString();

        var accused = as(signedIn.as("officer1", "d01", Role.SUPERVISOR));
        assertThat(new String(accused.get("/api/work-orders").body(), StandardCharsets.UTF_8))
                .doesNotContain(id);
        assertThat(accused.post(path + "/answer", Map.of("text", "x")).status()).isEqualTo(404);
        assertThat(as(signedIn.supervisor("supervisor2", "d02"))
                        .post(path + "/answer", Map.of("text", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(officer.get("/api/work-orders").status()).isEqualTo(403);

        assertThat(supervisor().post(path + "/answer", Map.of("text", "已改进")).code())
                .isEqualTo("work-order-call-first");
        supervisor().post(path + "/call-back", Map.of("text", "已致歉")).ok();
        supervisor().post(path + "/answer", Map.of("text", "已改进")).ok();
        assertThat(supervisor().post(path + "/answer", Map.of("text", "又")).code())
                .isEqualTo("work-order-answered");

        officer.post("/api/cases/" + id + "/rating-appeals", Map.of("text", "当时设备故障"))
                .ok();
        assertThat(community
                        .post("/api/cases/" + id + "/rating-appeals", Map.of("text", "不是我"))
                        .code())
                .isEqualTo("work-order-no-appeal");
        assertThat(rated(1)).isEqualTo(before + 1);
        supervisor().post(path + "/appeal-decision", Map.of("upheld", true)).ok();
        assertThat(rated(1)).isEqualTo(before);
        assertThat(strings("SELECT encode(words, 'escape') FROM cases.work_order WHERE words IS NOT NULL"))
                .noneMatch(words -> words.contains("等太久"));
    }

    private long rated(int level) {
        return supervisor()
                .get("/api/figures")
                .ok()
                .path("ratings")
                .valueStream()
                .filter(r -> r.path("level").asInt() == level)
                .mapToLong(r -> r.path("ratings").asLong())
                .sum();
    }

    @Test
    void aComplaintNeedsNoName() {
        booth.post("/api/complaints", Map.of("text", "窗口态度不好")).ok();
        var order = supervisor()
                .get("/api/work-orders")
                .ok()
                .valueStream()
                .filter(o -> o.path("words").asString("").equals("窗口态度不好"))
                .findFirst()
                .orElseThrow();
        assertThat(order.has("contact")).isFalse();
        supervisor()
                .post("/api/work-orders/" + order.path("id").asString() + "/answer", Map.of("text", "已核实"))
                .ok();
        assertThat(officer.post("/api/complaints", Map.of("text", "x")).status())
                .isEqualTo(403);
        assertThat(booth.post("/api/complaints", Map.of("text", " ")).code()).isEqualTo("invalid");
    }

    @Test
    void figuresAreWhatTheEventsSay() {
        var before = supervisor().get("/api/figures?station=" + HOME).ok();
        var id = completeCase(OFF_SITE);
        officer.decide(id, "accept", null, meetings.live(id, OFFICER, BOOTH)).ok();
        community.decide(id, "return", "请补正", null).ok();
        var after = supervisor().get("/api/figures?station=" + HOME).ok();
        assertThat(after.path("opened").asLong() - before.path("opened").asLong())
                .isEqualTo(1);
        assertThat(after.path("completed").asLong())
                .isEqualTo(before.path("completed").asLong());
        assertThat(after.path("returns")
                        .valueStream()
                        .anyMatch(r -> r.path("item").asString().equals(OFF_SITE)
                                && r.path("step").asString().equals("first-review")))
                .isTrue();
        assertThat(after.path("steps").valueStream().map(s -> s.path("step").asString()))
                .contains("first-review");
        var csv = new String(supervisor().get("/api/figures.csv").body(), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\uFEFFfigure,of").contains("opened,");
        assertThat(as(signedIn.supervisor("supervisor2", "d02"))
                        .get("/api/figures")
                        .ok()
                        .path("opened")
                        .asLong())
                .isZero();
        assertThat(supervisor().get("/api/figures?station=d02").code()).isEqualTo("invalid");
        assertThat(community.get("/api/figures").status()).isEqualTo(403);
    }

    private Map<String, Long> reasons() {
        return supervisor()
                .get("/api/figures?station=" + HOME)
                .ok()
                .path("returnReasons")
                .valueStream()
                .collect(Collectors.toMap(
                        r -> r.path("reason").asString(), r -> r.path("returns").asLong()));
    }

    @Test
    void returnsAreCountedByTheReasonThatTheirCommentsBeginWith() {
        var before = reasons();
        var comments = List.of("页面不清晰：身份证反光", "页面不清晰，请重拍", " 页面不清晰 ", "地址不一致\n户口本与申请表不同", "Blurred: page 2");
        for (var comment : comments) {
            var id = completeCase(OFF_SITE);
            officer.decide(id, "accept", null, meetings.live(id, OFFICER, BOOTH))
                    .ok();
            community.decide(id, "return", comment, null).ok();
        }
        var after = reasons();
        assertThat(after.getOrDefault("页面不清晰", 0L) - before.getOrDefault("页面不清晰", 0L))
                .isEqualTo(3);
        assertThat(after).containsEntry("地址不一致", 1L).containsEntry("Blurred", 1L);
        var all = supervisor().get("/api/figures?station=" + HOME).ok();
        assertThat(after.values().stream().mapToLong(n -> n).sum())
                .isEqualTo(all.path("returns")
                        .valueStream()
                        .mapToLong(r -> r.path("cases").asLong())
                        .sum());
        // Whoever counts the events themselves gets the same.
        assertThat(strings("SELECT comment FROM cases.case_event WHERE action = 'return' AND comment LIKE '%页面不清晰%'"))
                .hasSize(after.getOrDefault("页面不清晰", 0L).intValue());
        var csv =
                new String(supervisor().get("/api/figures.csv?station=" + HOME).body(), StandardCharsets.UTF_8);
        assertThat(csv).contains("\"return reason: returns, cases\",页面不清晰,");
    }

    private record Told(String id, String at, String signature, String body) {}

    @Test
    void programsAreToldSignedAndAgainWhenTheyDidNotListen() throws Exception {
        var told = new LinkedBlockingQueue<Told>();
        var server = listen(told);
        try {
            var program = as(signedIn.as("program-7", STREET, Role.PROGRAM));
            assertThat(program.post("/api/webhooks", Map.of("url", "http://example.org/x"))
                            .code())
                    .isEqualTo("webhook-url");
            var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/told";
            var hook = program.post("/api/webhooks", Map.of("url", url)).ok();
            var secret = hook.path("secret").asString();
            street.open("person-enquiry", "window");
            var mine = program.open("person-enquiry", "api").path("id").asString();
            var refused = told.poll(20, TimeUnit.SECONDS);
            var taken = told.poll(20, TimeUnit.SECONDS);
            assertThat(refused).isNotNull();
            assertThat(taken).isNotNull();
            assertThat(taken.id()).isEqualTo(refused.id());
            assertThat(taken.signature()).isEqualTo(sign(secret, taken));
            var body = JsonMapper.builder().build().readTree(taken.body());
            assertThat(body.path("type").asString()).isEqualTo("case.changed");
            assertThat(body.path("data").path("case").asString()).isEqualTo(mine);
            assertThat(taken.body()).doesNotContain("演示甲").doesNotContain(CaseUser.ID_NUMBER);
            assertThat(program.get("/api/webhooks").ok().path(0).has("secret")).isFalse();
            assertThat(as(signedIn.as("program-8", STREET, Role.PROGRAM))
                            .get("/api/webhooks")
                            .ok()
                            .size())
                    .isZero();
        } finally {
            server.stop(0);
        }
    }

    private static String sign(String secret, Told told) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        var signed = told.id() + "." + told.at() + "." + told.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    /// Refuses the first message and takes the others.
    private static HttpServer listen(LinkedBlockingQueue<Told> told) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/told", exchange -> {
            var headers = exchange.getRequestHeaders();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var first = told.isEmpty()
                    && headers.getFirst("webhook-id") != null
                    && REFUSED.add(headers.getFirst("webhook-id"));
            told.add(new Told(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    body));
            exchange.sendResponseHeaders(first ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static final Set<String> REFUSED = ConcurrentHashMap.newKeySet();
}
