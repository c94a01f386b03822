package org.yizhan.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yizhan.neighbours.Page;
import org.yizhan.platform.testing.RealPostgres;
import tools.jackson.databind.JsonNode;

/// What happens at the same moment happens once, and everybody is told the same.
class RaceModuleTest extends Meetings {

    private static final int ROUNDS = 15;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    @Test
    void twoDesksNeverCallTheSameTicket() {
        for (int round = 0; round < 4; round++) {
            List<Page> desks = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                desks.add(available(officer()));
            }
            for (int i = 0; i < 3; i++) {
                waiting(booth());
            }
            List<String> requests = new ArrayList<>();
            desks.forEach(desk -> requests.add(desk.ask("call-next", Map.of())));
            Set<String> tickets = new HashSet<>();
            int empty = 0;
            for (int i = 0; i < desks.size(); i++) {
                JsonNode answer = desks.get(i).answerTo(requests.get(i));
                if (answer.get("type").asString().equals("done")) {
                    assertThat(tickets.add(desks.get(i)
                                    .state("offered")
                                    .get("ticketNumber")
                                    .asString()))
                            .isTrue();
                } else {
                    assertThat(answer.get("code").asString()).isEqualTo("queue-empty");
                    empty++;
                }
            }
            assertThat(tickets).hasSize(3);
            assertThat(empty).isEqualTo(2);
            closePages();
            district();
        }
    }

    @Test
    void bothAcceptAtOnceAndTheMeetingStartsOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            Page booth = waiting(booth());
            Page desk = available(officer());
            String consultation = call(desk, booth);
            String first = booth.ask("accept", Map.of("consultation", consultation));
            String second = desk.ask("accept", Map.of("consultation", consultation));
            assertThat(booth.answerTo(first).get("type").asString()).isEqualTo("done");
            assertThat(desk.answerTo(second).get("type").asString()).isEqualTo("done");
            booth.state("live");
            desk.state("live");
            assertThat(kinds(consultation)).containsExactly("offered", "accepted", "accepted", "started");
            desk.ask("end", Map.of("consultation", consultation));
            desk.state("ended");
            district();
        }
    }

    @Test
    void acceptAgainstDeclineHasOneOutcomeForBoth() {
        for (int round = 0; round < ROUNDS; round++) {
            Page booth = waiting(booth());
            Page desk = available(officer());
            String consultation = call(desk, booth);
            accept(booth, consultation);
            String accept = desk.ask("accept", Map.of("consultation", consultation));
            String decline = booth.ask("decline", Map.of("consultation", consultation));
            String accepted = desk.answerTo(accept).get("type").asString();
            JsonNode declined = booth.answerTo(decline);
            List<String> kinds = kinds(consultation);
            if (kinds.contains("started")) {
                assertThat(declined.get("code").asString()).isEqualTo("not-now");
                desk.ask("end", Map.of("consultation", consultation));
                desk.state("ended");
            } else {
                assertThat(kinds).containsExactly("offered", "accepted", "abandoned");
                assertThat(accepted).isEqualTo("refused");
                desk.state("abandoned");
                booth.state("abandoned");
            }
            district();
        }
    }

    @Test
    void endingTwiceAtOnceEndsOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            Met met = met(booth(), officer());
            String one = met.booth().ask("end", Map.of("consultation", met.consultation()));
            String two = met.desk().ask("end", Map.of("consultation", met.consultation()));
            assertThat(met.booth().answerTo(one).get("type").asString()).isEqualTo("done");
            assertThat(met.desk().answerTo(two).get("type").asString()).isEqualTo("done");
            met.booth().state("ended");
            met.desk().state("ended");
            assertThat(kinds(met.consultation()).stream().filter("ended"::equals))
                    .hasSize(1);
            district();
        }
    }

    @Test
    void aRequestSentAgainOnAnotherSocketTakesEffectOnce() {
        Person booth = booth();
        Person officer = officer();
        Met met = met(booth, officer);
        Map<String, Object> capture = Map.of("consultation", met.consultation(), "code", "id-card");
        met.desk().ask("same-id", "request-capture", capture);
        met.desk().cut();
        Page again = at(officer);
        again.ask("same-id", "request-capture", capture);
        again.answerTo("same-id");
        again.ask("same-id", "request-capture", capture);
        again.answerTo("same-id");
        assertThat(kinds(met.consultation()).stream().filter("capture-requested"::equals))
                .hasSize(1);
    }

    @Test
    void theSameCaseGetsTheSameTicketAndAnotherCaseANewOne() {
        Person booth = booth();
        Page page = at(booth);
        String caseId = openCase(booth).toString();
        Map<String, Object> wish = Map.of("caseId", caseId, "recordingConsent", true, "greenChannel", false);
        JsonNode first = page.answerTo(page.ask("take-ticket", wish));
        JsonNode second = page.answerTo(page.ask("take-ticket", wish));
        assertThat(second.get("ticket")).isEqualTo(first.get("ticket"));
        String other = takeTicket(page, booth, true);
        assertThat(other).isNotEqualTo(first.get("ticket").asString());
        assertThat(database.sql("select state from signaling.ticket where id = :id::uuid")
                        .bind("id", first.get("ticket").asString())
                        .mapValue(String.class)
                        .one()
                        .block())
                .isEqualTo("abandoned");
    }

    @Test
    void aBoothTakesTicketsForItsOwnCasesOnly() {
        Person booth = booth();
        Person other = booth();
        Page page = at(other);
        JsonNode refused = page.answerTo(page.ask(
                "take-ticket",
                Map.of("caseId", openCase(booth).toString(), "recordingConsent", true, "greenChannel", false)));
        assertThat(refused.get("code").asString()).isEqualTo("case-not-found");
    }

    List<String> kinds(String consultation) {
        List<String> kinds = database.sql(
                        "select kind from signaling.event where consultation = :id::uuid order by seq")
                .bind("id", consultation)
                .mapValue(String.class)
                .all()
                .collectList()
                .block();
        return Objects.requireNonNull(kinds);
    }
}
