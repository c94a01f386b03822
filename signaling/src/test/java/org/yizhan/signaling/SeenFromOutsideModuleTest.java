package org.yizhan.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.JsonNode;

/// What an administrator sees of meetings, and who may: lines by role, headers on demand, all of it
/// registered.
class SeenFromOutsideModuleTest extends Meetings {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    private WebTestClient administrator(String station) {
        return signedIn.as("admin-" + UUID.randomUUID(), station, Role.ADMINISTRATOR);
    }

    private String meetings() {
        return "/api/bridges/" + bridge.now().bridgeInstance() + "/meetings";
    }

    private static String captures(Met met) {
        return "/api/consultations/" + met.consultation() + "/header-captures";
    }

    private static WebTestClient.ResponseSpec begin(WebTestClient who, Met met, int seconds, long bytes) {
        return who.post()
                .uri(captures(met))
                .bodyValue(Map.of("seconds", seconds, "bytes", bytes))
                .exchange();
    }

    private static void refused(WebTestClient.ResponseSpec answer, HttpStatus status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }

    private static JsonNode json(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(answer.expectStatus()
                .is2xxSuccessful()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void anAdministratorSeesTheMeetingsOfABridgeByRole() {
        Met met = met(booth(), officer());
        JsonNode all = json(administrator(district).get().uri(meetings()).exchange());
        JsonNode meeting = all.valueStream()
                .filter(it -> it.get("consultation").asString().equals(met.consultation()))
                .findFirst()
                .orElseThrow();
        assertThat(meeting.get("members")
                        .valueStream()
                        .map(it -> it.get("label").asString()))
                .containsExactlyInAnyOrder("booth", "officer");
        assertThat(meeting.get("members").get(0).propertyNames()).doesNotContain("member", "name", "subject");
    }

    @Test
    void nobodyElseDoes() {
        refused(
                signedIn.officer("officer", district).get().uri(meetings()).exchange(),
                HttpStatus.FORBIDDEN,
                "forbidden");
        refused(signedIn.nobody().get().uri(meetings()).exchange(), HttpStatus.UNAUTHORIZED, "not-signed-in");
        refused(
                administrator(district).get().uri("/api/bridges/none/meetings").exchange(),
                HttpStatus.NOT_FOUND,
                "bridge-not-found");
    }

    @Test
    void aCaptureIsRegisteredAndOnTheTimeLineAndItsFileIsHandedOut() {
        Met met = met(booth(), officer());
        WebTestClient administrator = administrator(district);
        JsonNode begun = json(begin(administrator, met, 1, 1 << 20));
        String capture = begun.get("capture").asString();
        JsonNode event = met.booth().event("headers-captured");
        assertThat(event.get("data").get("seconds").asInt()).isEqualTo(1);
        assertThat(event.get("data").size())
                .as("nobody in the meeting is told who")
                .isEqualTo(1);

        JsonNode register = json(signedIn.as("auditor", district, Role.AUDITOR)
                .get()
                .uri(captures(met))
                .exchange());
        assertThat(register.size()).isEqualTo(1);
        assertThat(register.get(0).get("capture").asString()).isEqualTo(capture);
        assertThat(register.get(0).get("subject").asString()).startsWith("admin-");
        assertThat(register.get(0).get("name").asString()).startsWith("演示admin-");
        assertThat(register.get(0).get("bytes").asLong()).isEqualTo(1 << 20);

        assertThat(json(administrator.get().uri(captures(met) + "/" + capture).exchange())
                        .get("packets")
                        .asInt())
                .isEqualTo(2);
        assertThat(administrator
                        .get()
                        .uri(captures(met) + "/" + capture + "/headers.pcap")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .contentType("application/vnd.tcpdump.pcap")
                        .expectBody(byte[].class)
                        .returnResult()
                        .getResponseBody())
                .containsExactly(1, 2, 3);
    }

    @Test
    void whatTheBridgeRefusesLeavesNoTrace() {
        Met met = met(booth(), officer());
        WebTestClient administrator = administrator(district);
        begin(administrator, met, 60, 1 << 20).expectStatus().isCreated();
        refused(begin(administrator, met, 60, 1 << 20), HttpStatus.CONFLICT, "capture-busy");
        assertThat(json(administrator.get().uri(captures(met)).exchange()).size())
                .isEqualTo(1);
        met.booth().event("headers-captured");
        met.desk().answerTo(met.desk().ask("end", Map.of("consultation", met.consultation())));
        met.booth().event("ended");
        JsonNode timeLine = json(signedIn.supervisor("supervisor", district)
                .get()
                .uri("/api/consultations/" + met.consultation())
                .exchange());
        assertThat(timeLine.get("events")
                        .valueStream()
                        .filter(it -> it.get("kind").asString().equals("headers-captured")))
                .hasSize(1);
        refused(begin(administrator, met, 60, 1 << 20), HttpStatus.CONFLICT, "not-now");
    }

    @Test
    void aCaptureHasBounds() {
        Met met = met(booth(), officer());
        WebTestClient administrator = administrator(district);
        refused(begin(administrator, met, 121, 1 << 20), HttpStatus.BAD_REQUEST, "invalid");
        refused(begin(administrator, met, 0, 1 << 20), HttpStatus.BAD_REQUEST, "invalid");
        refused(begin(administrator, met, 60, (8 << 20) + 1), HttpStatus.BAD_REQUEST, "invalid");
        refused(begin(administrator, met, 60, 100), HttpStatus.BAD_REQUEST, "invalid");
    }

    @Test
    void onlyAdministratorsOfTheStationMayCapture() {
        Met met = met(booth(), officer());
        refused(begin(signedIn.officer("officer", district), met, 60, 1 << 20), HttpStatus.FORBIDDEN, "forbidden");
        refused(
                begin(signedIn.supervisor("supervisor", district), met, 60, 1 << 20),
                HttpStatus.FORBIDDEN,
                "forbidden");
        refused(begin(administrator("d99"), met, 60, 1 << 20), HttpStatus.NOT_FOUND, "consultation-not-found");
        String capture = json(begin(administrator(district), met, 60, 1 << 20))
                .get("capture")
                .asString();
        refused(
                administrator("d99")
                        .get()
                        .uri(captures(met) + "/" + capture + "/headers.pcap")
                        .exchange(),
                HttpStatus.NOT_FOUND,
                "consultation-not-found");
        refused(
                administrator(district)
                        .get()
                        .uri(captures(met) + "/" + capture + "/headers.pcap")
                        .exchange(),
                HttpStatus.CONFLICT,
                "not-now");
        refused(
                administrator(district)
                        .get()
                        .uri(captures(met) + "/" + UUID.randomUUID())
                        .exchange(),
                HttpStatus.NOT_FOUND,
                "capture-not-found");
    }
}
