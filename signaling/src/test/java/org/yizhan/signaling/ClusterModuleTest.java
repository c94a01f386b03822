package org.yizhan.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yizhan.neighbours.NodeProcess;
import org.yizhan.neighbours.Page;
import org.yizhan.platform.r2dbc.DatabaseSettings;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.platform.testing.RealRedis;

/// Booth and desk on two nodes with Redis between them; Redis may lose everything.
class ClusterModuleTest {

    @Test
    void theyMeetAcrossNodesAlsoAfterRedisLostEverything() {
        DatabaseSettings database = RealPostgres.fresh();
        try (RealRedis redis = RealRedis.start()) {
            Map<String, String> settings = Map.of("yizhan.redis.url", redis.url());
            try (NodeProcess one = NodeProcess.start(database, settings);
                    NodeProcess two = NodeProcess.start(database, settings)) {
                UUID deskMember = UUID.randomUUID();
                Page booth = Page.open(one.port(), one.boothCookie()).hello(UUID.randomUUID(), "booth");
                Page desk = Page.open(two.port(), one.deskCookie()).hello(deskMember, "desk");
                desk.answerTo(desk.ask("set-available", Map.of("available", true)));
                booth.answerTo(booth.ask(
                        "take-ticket",
                        Map.of("caseId", one.caseId(), "recordingConsent", true, "greenChannel", false)));
                desk.next("queue", it -> it.get("total").asInt() == 1);
                desk.answerTo(desk.ask("call-next", Map.of()));
                String consultation = desk.state("offered").get("consultation").asString();
                booth.state("offered");
                booth.answerTo(booth.ask("accept", Map.of("consultation", consultation)));
                desk.answerTo(desk.ask("accept", Map.of("consultation", consultation)));
                booth.state("live");
                desk.state("live");

                redis.loseEverything();
                desk.answerTo(desk.ask("hold", Map.of("consultation", consultation, "on", true)));
                // What the lost Redis did not carry, the next ping finds.
                booth.text("{\"type\":\"ping\",\"n\":1}");
                booth.state("held");

                Page moved = Page.open(one.port(), one.deskCookie()).hello(deskMember, "desk");
                moved.state("held");
                moved.answerTo(moved.ask("end", Map.of("consultation", consultation)));
                booth.text("{\"type\":\"ping\",\"n\":2}");
                assertThat(booth.state("ended")).isNotNull();
            }
        }
    }
}
