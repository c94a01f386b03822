package org.yizhan.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.neighbours.Eventually.eventually;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.yizhan.neighbours.Page;
import org.yizhan.platform.testing.RealPostgres;
import tools.jackson.databind.JsonNode;

/// Nobody comes, nobody answers, sockets stay lost: each bound does its work.
@TestPropertySource(
        properties = {
            "yizhan.signaling.consultation.answer=4s",
            "yizhan.signaling.consultation.invitation=1s",
            "yizhan.signaling.consultation.calling-desk-lost=1s",
            "yizhan.signaling.consultation.desk-lost=3s",
            "yizhan.signaling.consultation.booth-lost=3s",
            "yizhan.signaling.presence.grace=1s",
            "yizhan.signaling.presence.rebuilt=100ms",
            "yizhan.signaling.queue.booth-grace=2s"
        })
class LossModuleTest extends Meetings {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    @Test
    void aResidentWhoDoesNotComeIsANoShow() {
        Page booth = waiting(booth());
        Page desk = available(officer());
        String consultation = call(desk, booth);
        accept(desk, consultation);
        assertThat(desk.event("abandoned").at("/data/reason").asString()).isEqualTo("no-show");
        desk.state("abandoned");
        booth.state("abandoned");
        booth.next("ticket", it -> it.get("state").asString().equals("abandoned"));
        JsonNode refused = booth.answerTo(booth.ask("accept", Map.of("consultation", consultation)));
        assertThat(refused.get("code").asString()).isEqualTo("consultation-over");
    }

    @Test
    void anOfficerWhoDoesNotAcceptGivesTheTicketBackToTheFront() {
        Page booth = waiting(booth());
        Page desk = available(officer());
        String consultation = call(desk, booth);
        accept(booth, consultation);
        assertThat(desk.event("transferred").at("/data/reason").asString()).isEqualTo("not-accepted");
        booth.state("transferred");
        booth.next("ticket", it -> it.get("state").asString().equals("waiting"));
    }

    @Test
    void aDeclinedTicketIsCalledBeforeAllOthers() {
        Page first = waiting(booth());
        Page second = waiting(booth());
        Page desk = available(officer());
        String consultation = call(desk, first);
        String number = desk.everything().stream()
                .filter(it -> it.get("type").asString().equals("consultation"))
                .toList()
                .getLast()
                .get("ticketNumber")
                .asString();
        desk.answerTo(desk.ask("decline", Map.of("consultation", consultation)));
        first.state("transferred");
        Page other = available(officer());
        other.answerTo(other.ask("call-next", Map.of()));
        assertThat(other.state("offered").get("ticketNumber").asString()).isEqualTo(number);
        assertThat(second.everything())
                .noneMatch(it -> it.get("type").asString().equals("consultation"));
    }

    @Test
    void aDeskThatIsLostWhileItCallsGivesTheTicketBack() {
        Page booth = waiting(booth());
        Page desk = available(officer());
        call(desk, booth);
        desk.cut();
        booth.state("transferred");
    }

    @Test
    void aLostDeskIsShownAwayAndThenTheResidentWaitsAtTheFront() {
        Person booth = booth();
        Met met = met(booth, officer());
        met.desk().cut();
        JsonNode away = met.booth().next("consultation", it -> it.toString().contains("\"away\""));
        assertThat(away.get("state").asString()).isEqualTo("live");
        assertThat(met.booth().event("transferred").at("/data/reason").asString())
                .isEqualTo("desk-lost");
        met.booth()
                .next(
                        "ticket",
                        it -> it.get("state").asString().equals("waiting")
                                && it.get("ahead").asInt() == 0);
        assertThat(eventually(() -> bridge.isClosed(met.id()) ? true : null)).isTrue();

        Page next = available(officer());
        String again = call(next, met.booth());
        accept(next, again);
        accept(met.booth(), again);
        next.state("live");
    }

    @Test
    void aDeskThatComesBackInTimeGoesOn() {
        Person officer = officer();
        Met met = met(booth(), officer);
        met.desk().cut();
        met.booth().event("away");
        Page again = at(officer);
        met.booth().event("returned");
        again.answerTo(again.ask("end", Map.of("consultation", met.consultation())));
        met.booth().state("ended");
    }

    @Test
    void aLostBoothEndsTheMeetingAfterItsBound() {
        Met met = met(booth(), officer());
        met.booth().cut();
        met.desk().event("away");
        assertThat(met.desk().event("ended").at("/data/reason").asString()).isEqualTo("booth-lost");
        met.desk().state("ended");
    }

    @Test
    void aBoothThatLeavesTheQueueForGoodLosesItsPlace() {
        Person booth = booth();
        Page page = waiting(booth);
        Page desk = available(officer());
        page.cut();
        desk.next("queue", it -> it.get("total").asInt() == 0);
        assertThat(desk.answerTo(desk.ask("call-next", Map.of())).get("code").asString())
                .isEqualTo("queue-empty");
    }

    @Test
    void aBoothThatComesBackInTimeKeepsItsPlace() {
        Person booth = booth();
        Page page = waiting(booth);
        page.cut();
        Page again = at(booth);
        again.next("ticket", it -> it.get("state").asString().equals("waiting"));
        Page desk = available(officer());
        String consultation = call(desk, again);
        accept(again, consultation);
    }

    @Test
    void anInvitationLapses() {
        Met met = met(booth(), officer());
        Page clerk = available(streetClerk());
        met.desk().answerTo(met.desk().ask("invite", Map.of("consultation", met.consultation())));
        clerk.next("invitation");
        met.desk().event("lapsed");
        JsonNode refused = clerk.answerTo(clerk.ask("accept", Map.of("consultation", met.consultation())));
        assertThat(refused.get("code").asString()).isEqualTo("consultation-over");
        met.desk().answerTo(met.desk().ask("invite", Map.of("consultation", met.consultation())));
        clerk.next("invitation");
        clerk.answerTo(clerk.ask("decline", Map.of("consultation", met.consultation())));
        met.desk().event("declined");
    }

    @Test
    void nobodyIsInvitedWhenNobodyTakesCalls() {
        Met met = met(booth(), officer());
        at(streetClerk());
        JsonNode refused = met.desk().answerTo(met.desk().ask("invite", Map.of("consultation", met.consultation())));
        assertThat(refused.get("code").asString()).isEqualTo("nobody-available");
        refused = met.booth().answerTo(met.booth().ask("invite", Map.of("consultation", met.consultation())));
        assertThat(refused.get("code").asString()).isIn("forbidden", "nobody-available");
    }
}
