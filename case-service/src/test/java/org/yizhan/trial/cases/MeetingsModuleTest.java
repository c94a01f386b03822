package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.platform.outbox.Outboxes;
import org.yizhan.protocol.cases.CaseBrief;
import org.yizhan.protocol.cases.CaseDesk;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.RecordingId;

/// What other parts announce about meetings, and what they ask.
class MeetingsModuleTest extends CasesTest {

    @Autowired
    private Outboxes outboxes;

    @Autowired
    private TransactionalOperator transactions;

    @Autowired
    private CaseDesk desk;

    private void announce(Event event) {
        outboxes.in("cases").announce(event).as(transactions::transactional).block(Duration.ofSeconds(5));
    }

    private static void soon(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(assertion);
    }

    @Test
    void theCaseKnowsItsMeetingAndWhetherItWasRecorded() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        var caseId = CaseId.of(id);
        var meeting = ConsultationId.random();
        var version = officer.see(id).path("version").asLong();

        announce(new Event.ConsultationStarted(meeting, caseId, false, Instant.now()));
        soon(() -> assertThat(officer.see(id).path("consultation").asString()).isEqualTo(meeting.toString()));
        assertThat(officer.see(id).path("recorded").asBoolean(true)).isFalse();
        assertThat(officer.see(id).path("version").asLong()).isEqualTo(version);

        announce(new Event.RecordingSealed(
                meeting, caseId, RecordingId.random(), "ab".repeat(32), 61_000, false, 5, Instant.now()));
        soon(() -> assertThat(strings("SELECT body FROM cases.audit_entry WHERE case_id = '" + id + "'"))
                .anyMatch(b -> b.contains("recording-sealed") && b.contains("ab".repeat(32))));
        // A meeting that the case service heard of needs no question to signaling.
        officer.put(
                        "/api/cases/" + id + "/form",
                        Map.of("version", version, "form", CaseUser.offSiteForm(), "consultation", meeting.toString()))
                .ok();
    }

    @Test
    void afterTheMeetingTheBoothMayRateForAWhileAndThenNoMore() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        var meeting = ConsultationId.random();
        announce(new Event.ConsultationStarted(meeting, CaseId.of(id), true, Instant.now()));
        announce(new Event.ConsultationEnded(meeting, CaseId.of(id), Instant.now()));
        soon(() -> assertThat(strings("SELECT action FROM cases.case_event WHERE case_id = '" + id + "'"))
                .contains("meeting-started", "meeting-ended"));
        booth.post("/api/cases/" + id + "/rating", Map.of("level", 4, "consultation", meeting.toString()))
                .ok();

        var other = booth.open(OFF_SITE, "booth").path("id").asString();
        var longAgo = Instant.now().minus(Duration.ofMinutes(10));
        announce(new Event.ConsultationEnded(ConsultationId.random(), CaseId.of(other), longAgo));
        soon(() -> assertThat(booth.get("/api/cases/" + other).status()).isEqualTo(404));
    }

    @Test
    void aDecisionThatNeedsTheMeetingWaitsUntilSignalingAnswers() {
        var id = completeCase(OFF_SITE);
        var meeting = meetings.live(id, OFFICER, BOOTH);
        var version = officer.see(id).path("version").asLong();
        meetings.reachable(false);
        try {
            var reply = officer.decide(id, version, "accept", null, meeting);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("consultation-unreachable");
        } finally {
            meetings.reachable(true);
        }
        officer.decide(id, version, "accept", null, meeting).ok();
    }

    private CaseBrief brief(String id) {
        return Objects.requireNonNull(desk.brief(CaseId.of(id)).block(Duration.ofSeconds(5)));
    }

    @Test
    void otherPartsGetABriefWithoutPersonalData() {
        var id = booth.open(CHRONIC, "booth").path("id").asString();
        var brief = brief(id);
        assertThat(brief.maskedName()).isEqualTo("演**");
        assertThat(brief.terminal()).isEqualTo("booth-s01-1");
        assertThat(brief.scope().value()).isEqualTo(HOME);
        assertThat(brief.number()).matches("QD-[0-9]{4}-[0-9]{6}");
        assertThat(desk.brief(CaseId.random()).block(Duration.ofSeconds(5))).isNull();
        assertThat(officer.get("/internal/cases/" + id + "/brief").status()).isEqualTo(403);
        booth.post("/api/cases/" + id + "/sitting/end", null, Map.of()).ok();
        assertThat(brief(id).terminal()).isNull();
    }
}
