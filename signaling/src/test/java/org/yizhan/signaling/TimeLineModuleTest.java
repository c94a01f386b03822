package org.yizhan.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.neighbours.Page;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.EventId;
import org.yizhan.protocol.id.RecordingId;
import tools.jackson.databind.JsonNode;

/// What other parts announce comes to the time line, to the pages and to who asks over HTTP.
class TimeLineModuleTest extends Meetings {

    @Autowired
    EventConsumer timeLine;

    @Autowired
    TransactionalOperator transaction;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
    }

    private void hear(Event event) {
        transaction.transactional(timeLine.on(EventId.random(), event)).block();
    }

    @Test
    void caseEventsReachThePagesWithTheirOwnTime() {
        Met met = met(booth(), officer());
        CaseId caseId = CaseId.of(met.brief().get("caseId").asString());
        Instant at = Instant.now().minusMillis(250).truncatedTo(ChronoUnit.MILLIS);
        hear(new Event.CaseDecided(caseId, met.id(), 3, "intake", "accept", "district", "community-review", at));
        JsonNode event = met.booth().event("case-decided");
        assertThat(event.at("/data/action").asString()).isEqualTo("accept");
        assertThat(event.at("/data/caseId").asString()).isEqualTo(caseId.toString());
        assertThat(event.get("at").asString()).isEqualTo(at.toString());
        assertThat(event.get("data").has("consultation")).isFalse();
        assertThat(met.desk().event("case-decided").get("seq")).isEqualTo(event.get("seq"));
    }

    @Test
    void anEventOfNoConsultationOrAnUnknownOneIsPassedOver() {
        hear(new Event.CaseChanged(CaseId.random(), null, 1, Instant.now()));
        hear(new Event.CaseChanged(CaseId.random(), ConsultationId.random(), 1, Instant.now()));
    }

    @Test
    void theRecordingSealsTheMeetingAfterItsEnd() {
        Met met = met(booth(), officer());
        RecordingId recording = RecordingId.random();
        hear(new Event.RecordingStarted(met.id(), null, recording, Instant.now()));
        met.desk().event("recording-started");
        met.desk().ask("end", Map.of("consultation", met.consultation()));
        met.booth().state("ended");
        hear(new Event.RecordingSealed(met.id(), null, recording, "ab".repeat(32), 4_000, false, 3, Instant.now()));
        met.booth().event("recording-sealed");
        assertThat(met.booth().state("sealed")).isNotNull();
    }

    @Test
    void startAndEndAreAnnouncedInTheTransaction() {
        Met met = met(booth(), officer());
        met.desk().answerTo(met.desk().ask("end", Map.of("consultation", met.consultation())));
        assertThat(database.sql("select payload ->> 'type' from signaling.outbox where stream = :s order by position")
                        .bind("s", "consultation:" + met.consultation())
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block())
                .containsExactly("consultation-started", "consultation-ended");
    }

    @Test
    void supervisorsFindTheMeetingsOfTheirStationsOnly() {
        Person booth = booth();
        Person officer = officer();
        Met met = met(booth, officer);
        String number = met.brief().get("number").asString();
        met.desk().ask("end", Map.of("consultation", met.consultation()));
        met.desk().state("ended");

        var supervisor = signedIn.supervisor("supervisor-" + UUID.randomUUID(), district);
        supervisor
                .get()
                .uri("/api/consultations?q={q}", number)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1)
                .jsonPath("$[0].id")
                .isEqualTo(met.consultation())
                .jsonPath("$[0].caseNumber")
                .isEqualTo(number)
                .jsonPath("$[0].state")
                .isEqualTo("ended")
                .jsonPath("$[0].durationMs")
                .isNumber()
                .jsonPath("$[0].recordingId")
                .isNotEmpty();
        supervisor
                .get()
                .uri("/api/consultations/{id}", met.consultation())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.caseNumber")
                .isEqualTo(number)
                .jsonPath("$.events[0].kind")
                .isEqualTo("offered")
                .jsonPath("$.events[0].seq")
                .isEqualTo(1);

        var elsewhere = signedIn.supervisor("supervisor-" + UUID.randomUUID(), district + ".s02");
        elsewhere
                .get()
                .uri("/api/consultations")
                .exchange()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(0);
        status(elsewhere, met).isNotFound();
        status(signedIn.officer("officer-" + UUID.randomUUID(), district), met).isNotFound();
        status(signedIn.withCookie(officer.cookie()), met).isOk();
        status(signedIn.withCookie(booth.cookie()), met).isOk();
        status(signedIn.nobody(), met).isUnauthorized();
        signedIn.withCookie(officer.cookie())
                .get()
                .uri("/api/consultations")
                .exchange()
                .expectStatus()
                .isForbidden();
        supervisor
                .get()
                .uri("/api/consultations?from=never")
                .exchange()
                .expectStatus()
                .isBadRequest();
        supervisor
                .get()
                .uri("/api/consultations?page=-1")
                .exchange()
                .expectStatus()
                .isBadRequest();
        supervisor.get().uri("/api/consultations/1").exchange().expectStatus().isBadRequest();
    }

    private static StatusAssertions status(WebTestClient client, Met met) {
        return client.get()
                .uri("/api/consultations/{id}", met.consultation())
                .exchange()
                .expectStatus();
    }

    @Test
    void otherPartsLearnWhoIsThere() {
        Person booth = booth();
        Met met = met(booth, officer());
        signedIn.nobody()
                .get()
                .uri("/internal/consultations/{id}/attendance", met.consultation())
                .header("Yizhan-Part-Secret", "open-sesame")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.live")
                .isEqualTo(true)
                .jsonPath("$.present.length()")
                .isEqualTo(2)
                .jsonPath("$.present[0].subject")
                .isEqualTo(booth.subject());
        signedIn.nobody()
                .get()
                .uri("/internal/consultations/{id}/attendance", met.consultation())
                .exchange()
                .expectStatus()
                .is4xxClientError();
    }

    @Test
    void aPageOfAnotherMeetingHearsNothing() {
        Page other = met(booth(), officer()).booth();
        Met met = met(booth(), officer());
        met.desk().ask("hold", Map.of("consultation", met.consultation(), "on", true));
        met.booth().state("held");
        assertThat(other.everything())
                .noneMatch(it -> it.at("/consultation").asString("").equals(met.consultation()));
        JsonNode refused = other.answerTo(other.ask("end", Map.of("consultation", met.consultation())));
        assertThat(refused.get("code").asString()).isEqualTo("consultation-not-found");
    }
}
