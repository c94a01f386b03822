package org.yizhan.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yizhan.neighbours.NodeProcess;
import org.yizhan.neighbours.Page;
import org.yizhan.platform.r2dbc.DatabaseSettings;
import org.yizhan.platform.testing.RealPostgres;

/// The process is killed in the middle of a meeting; the next one goes on with it.
class RestartModuleTest {

    private static final UUID BOOTH = UUID.randomUUID();
    private static final UUID DESK = UUID.randomUUID();

    @Test
    void aMeetingSurvivesThatItsProcessIsKilled() {
        DatabaseSettings database = RealPostgres.fresh();
        Map<String, String> settings = Map.of("yizhan.signaling.consultation.booth-lost", "4s");
        String consultation;
        String boothCookie;
        String deskCookie;
        try (NodeProcess first = NodeProcess.start(database, settings)) {
            boothCookie = first.boothCookie();
            deskCookie = first.deskCookie();
            Page booth = Page.open(first.port(), boothCookie).hello(BOOTH, "booth");
            Page desk = Page.open(first.port(), deskCookie).hello(DESK, "desk");
            booth.answerTo(booth.ask(
                    "take-ticket", Map.of("caseId", first.caseId(), "recordingConsent", true, "greenChannel", false)));
            desk.answerTo(desk.ask("set-available", Map.of("available", true)));
            desk.answerTo(desk.ask("call-next", Map.of()));
            consultation = desk.state("offered").get("consultation").asString();
            booth.answerTo(booth.ask("accept", Map.of("consultation", consultation)));
            desk.answerTo(desk.ask("accept", Map.of("consultation", consultation)));
            booth.state("live");
            desk.ask("asked-before", "request-capture", Map.of("consultation", consultation, "code", "id-card"));
            desk.answerTo("asked-before");
            first.kill();
        }
        try (NodeProcess second = NodeProcess.start(database, settings)) {
            Page booth = Page.open(second.port(), boothCookie).hello(BOOTH, "booth", consultation, 4);
            Page desk = Page.open(second.port(), deskCookie).hello(DESK, "desk", consultation, 5);
            assertThat(booth.event("capture-requested").get("seq").asLong()).isEqualTo(5);
            booth.state("live");
            desk.state("live");
            assertThat(booth.next("ticket").get("state").asString()).isEqualTo("serving");
            desk.ask("asked-before", "request-capture", Map.of("consultation", consultation, "code", "id-card"));
            desk.answerTo("asked-before");
            desk.answerTo(desk.ask("hold", Map.of("consultation", consultation, "on", true)));
            assertThat(booth.event("held").get("seq").asLong()).isEqualTo(6);
            booth.cut();
            desk.event("away");
            assertThat(desk.event("ended").at("/data/reason").asString()).isEqualTo("booth-lost");
        }
    }
}
