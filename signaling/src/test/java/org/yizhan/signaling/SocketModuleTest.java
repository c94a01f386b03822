package org.yizhan.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yizhan.neighbours.Page;
import org.yizhan.platform.testing.RealPostgres;
import tools.jackson.databind.JsonNode;

/// What the edge lets in, and how it says no.
class SocketModuleTest extends Meetings {

    @Autowired
    MeterRegistry meters;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    @Test
    void whatAPageSendsRightAfterTheHandshakeIsHeard() {
        for (int i = 0; i < 50; i++) {
            at(officer()).close();
        }
    }

    @Test
    void withoutASessionOrFromAnotherSiteThereIsNoSocket() {
        assertThatThrownBy(() -> Page.open(port, "x".repeat(43))).rootCause().hasMessageContaining("401");
        assertThatThrownBy(() -> Page.open(port, officer().cookie(), "https://elsewhere.example"))
                .rootCause()
                .hasMessageContaining("403");
    }

    @Test
    void whatIsNoMessageIsRefusedWithItsCode() {
        Page page = at(officer());
        for (Bad bad : List.of(
                new Bad("", "malformed", ""),
                new Bad("{", "malformed", ""),
                new Bad("[1,2]", "malformed", ""),
                new Bad("\"hello\"", "malformed", ""),
                new Bad("{\"type\":\"call-next\",\"id\":\"a\",\"id\":\"b\"}", "malformed", ""),
                new Bad("{\"type\":\"call-next\",\"id\":\"a\"}{}", "malformed", ""),
                new Bad("[".repeat(5_000) + "]".repeat(5_000), "malformed", ""),
                new Bad("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}", "malformed", ""),
                new Bad("{\"id\":\"a\"}", "unknown-type", "type"),
                new Bad("{\"type\":7,\"id\":\"a\"}", "unknown-type", "type"),
                new Bad("{\"type\":\"open-sesame\",\"id\":\"a\"}", "unknown-type", "type"),
                new Bad("{\"type\":\"welcome\",\"id\":\"a\"}", "unknown-type", "type"),
                new Bad("{\"type\":\"call-next\"}", "wrong-field", "id"),
                new Bad("{\"type\":\"call-next\",\"id\":\"\"}", "wrong-field", "id"),
                new Bad("{\"type\":\"call-next\",\"id\":\"" + "x".repeat(65) + "\"}", "wrong-field", "id"),
                new Bad("{\"type\":\"accept\",\"id\":\"a\"}", "wrong-field", "consultation"),
                new Bad("{\"type\":\"accept\",\"id\":\"a\",\"consultation\":null}", "wrong-field", "consultation"),
                new Bad("{\"type\":\"accept\",\"id\":\"a\",\"consultation\":\"1\"}", "wrong-field", "consultation"),
                new Bad("{\"type\":\"accept\",\"id\":\"a\",\"consultation\":{}}", "wrong-field", "consultation"),
                new Bad("{\"type\":\"set-available\",\"id\":\"a\"}", "wrong-field", "available"),
                new Bad("{\"type\":\"set-available\",\"id\":\"a\",\"available\":\"yes\"}", "wrong-field", "available"),
                new Bad(
                        "{\"type\":\"set-source\",\"id\":\"a\",\"on\":true,\"source\":\"x-ray\",\"consultation\":\""
                                + UUID.randomUUID() + "\"}",
                        "wrong-field",
                        "source"),
                new Bad(
                        "{\"type\":\"request-capture\",\"id\":\"a\",\"code\":\"演示 free text\",\"consultation\":\""
                                + UUID.randomUUID() + "\"}",
                        "wrong-field",
                        "code"),
                new Bad("{\"type\":\"ping\"}", "wrong-field", "n"),
                new Bad("{\"type\":\"media-offer\",\"id\":\"a\",\"sdp\":\"\"}", "wrong-field", "sdp"),
                new Bad(
                        "{\"type\":\"call-next\",\"id\":\"a\",\"pad\":\"" + "x".repeat(9_000) + "\"}",
                        "too-large",
                        ""))) {
            page.text(bad.text());
            JsonNode refused = page.next("refused");
            assertThat(refused.get("code").asString()).as(bad.text()).isEqualTo(bad.code());
            assertThat(refused.get("field").asString("")).as(bad.text()).isEqualTo(bad.field());
            assertThat(refused.get("zh").asString()).isNotBlank();
            assertThat(refused.get("en").asString()).isNotBlank();
            assertThat(refused.toString()).doesNotContain("Exception").doesNotContain("at org.");
        }
        page.binary(new byte[] {1, 2, 3});
        assertThat(page.next("refused").get("code").asString()).isEqualTo("malformed");
        page.text("{\"type\":\"ping\",\"n\":7,\"unknown\":{\"field\":1}}");
        assertThat(page.next("pong").get("n").asLong()).isEqualTo(7);
        assertThat(meters.counter("yizhan.signaling.messages", "type", "unknown", "outcome", "malformed")
                        .count())
                .isGreaterThanOrEqualTo(8);
    }

    private record Bad(String text, String code, String field) {}

    @Test
    void aFrameBeyondEveryBoundClosesTheSocketOnly() {
        Page page = at(officer());
        page.text("{\"type\":\"media-offer\",\"id\":\"a\",\"sdp\":\"" + "x".repeat(140_000) + "\"}");
        assertThat(page.next("refused").get("code").asString()).isEqualTo("too-large");
        try {
            page.text("{\"type\":\"media-offer\",\"id\":\"a\",\"sdp\":\"" + "x".repeat(600_000) + "\"}");
        } catch (CompletionException _) {
            // The server may close before it has read it all; the rest cannot be sent then.
        }
        assertThat(page.closeCode()).isNotEqualTo(1000);
        at(officer());
    }

    @Test
    void nothingComesBeforeHelloAndHelloComesOnce() {
        Person officer = officer();
        Page page = open(officer);
        assertThat(page.answerTo(page.ask("call-next", Map.of())).get("code").asString())
                .isEqualTo("hello-first");
        page.hello(officer.member(), "desk").next("welcome");
        page.hello(officer.member(), "desk");
        assertThat(page.next("refused").get("code").asString()).isEqualTo("already-greeted");
    }

    @Test
    void aPageOpensOnlyWhatItsRoleMay() {
        Person booth = booth();
        Page page = open(booth).hello(booth.member(), "desk");
        assertThat(page.next("refused").get("field").asString()).isEqualTo("page");
        page.hello(booth.member(), "booth").next("welcome");
        assertThat(page.answerTo(page.ask("call-next", Map.of())).get("code").asString())
                .isEqualTo("forbidden");
        Page desk = at(officer());
        JsonNode refused = desk.answerTo(desk.ask(
                "take-ticket",
                Map.of("caseId", openCase(booth).toString(), "recordingConsent", true, "greenChannel", false)));
        assertThat(refused.get("code").asString()).isEqualTo("forbidden");
    }

    @Test
    void aMemberBelongsToTheAccountThatUsedItFirst() {
        Person officer = officer();
        at(officer);
        Person other = officer();
        Page thief = open(other).hello(officer.member(), "desk");
        JsonNode refused = thief.next("refused");
        assertThat(refused.get("code").asString()).isEqualTo("member-taken");
        assertThat(refused.get("closing").asBoolean()).isTrue();
        assertThat(thief.closeCode()).isEqualTo(4003);
    }

    @Test
    void aSecondSocketOfTheMemberReplacesTheFirst() {
        Person officer = officer();
        Page first = available(officer);
        Page second = at(officer);
        assertThat(first.next("refused").get("code").asString()).isEqualTo("replaced");
        assertThat(first.closeCode()).isEqualTo(4000);
        second.next("queue", it -> it.get("available").asBoolean());
    }

    @Test
    void signingOutClosesTheSocket() {
        Person officer = officer();
        Page page = at(officer);
        signedIn.withCookie(officer.cookie()).post().uri("/auth/sign-out").exchange();
        assertThat(page.next("refused").get("code").asString()).isEqualTo("not-signed-in");
        assertThat(page.closeCode()).isEqualTo(4001);
    }

    @Test
    void tooManyMessagesAreRefusedAndTheSocketGoesOn() {
        Page page = at(officer());
        for (int i = 0; i < 200; i++) {
            page.text("{\"type\":\"ping\",\"n\":" + i + "}");
        }
        assertThat(page.next("refused").get("code").asString()).isEqualTo("too-many-messages");
    }

    @Test
    void offersAreBoundedByThemselves() {
        Page page = at(officer());
        List<String> offers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            offers.add(page.ask("media-offer", Map.of("sdp", "v=0 offer")));
        }
        assertThat(offers.stream().map(page::answerTo).filter(it -> it.has("code")))
                .hasSizeBetween(3, 7)
                .allSatisfy(it -> assertThat(it.get("code").asString()).isEqualTo("too-many-messages"));
        page.text("{\"type\":\"ping\",\"n\":1}");
        page.next("pong");
    }

    @Test
    void nothingButNonsenseClosesTheSocket() {
        Page page = at(officer());
        for (int i = 0; i < 400; i++) {
            try {
                page.text("nonsense " + i);
            } catch (CompletionException _) {
                break;
            }
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(page.closeCode()).isEqualTo(4009);
    }
}
