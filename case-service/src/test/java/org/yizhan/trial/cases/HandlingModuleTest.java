package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.cases.approval.application.Overdue;
import org.yizhan.platform.outbox.Outboxes;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.JsonNode;

/// What people do with a case besides deciding its steps, over HTTP and on a real PostgreSQL.
class HandlingModuleTest extends CasesTest {

    @Autowired
    private MovedClock clock;

    @Autowired
    private Overdue overdue;

    @Autowired
    private Outboxes outboxes;

    @Autowired
    private TransactionalOperator transactions;

    private CaseUser leader;
    private CaseUser admin;
    private CaseUser auditor;

    @BeforeEach
    void morePeople() {
        leader = as(signedIn.as("supervisor1", "d01", Role.SUPERVISOR, Role.DUTY_LEADER));
        admin = as(signedIn.as("admin1", "d01", Role.ADMINISTRATOR));
        auditor = as(signedIn.as("auditor1", "d01", Role.AUDITOR));
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    private static CaseUser.Reply act(CaseUser who, String id, String action, Map<String, String> more) {
        var body = new HashMap<String, Object>(more);
        body.put("version", who.see(id).path("version").asLong());
        body.put("action", action);
        return who.post("/api/cases/" + id + "/decisions", body);
    }

    private static CaseUser.Reply act(CaseUser who, String id, String action) {
        return act(who, id, action, Map.of("comment", "因为"));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    /// A case from a window, at the community's first review.
    private String inReview() {
        var id = community.open(OFF_SITE, "window").path("id").asString();
        community.fill(id, CaseUser.offSiteForm()).ok();
        community.addPaper(id, "identity-card").ok();
        community.addPaper(id, "residence-proof").ok();
        community.askSignature(id).ok();
        community.sign(id).ok();
        community.decide(id, "accept").ok();
        return id;
    }

    private void intact(String id) {
        assertThat(auditor.get("/api/cases/" + id + "/audit")
                        .ok()
                        .path("verdict")
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aCaseAlwaysHasAnOwnerAndItsHistoryReadsAsPeopleSpeak() {
        var booths = booth.open(OFF_SITE, "booth");
        assertThat(booths.path("standing").path("owner").path("name").asString())
                .isNotEmpty();
        var id = inReview();
        var seen = community.see(id);
        assertThat(seen.path("standing").path("owner").path("name").asString()).contains("community01");
        assertThat(seen.path("standing").path("steps").path(0).path("due").isNull())
                .isFalse();
        assertThat(texts(seen.path("handlings"))).contains("withdraw", "suspend", "claim", "forward", "take-back");
        var accepted = seen.path("history")
                .valueStream()
                .filter(l -> l.path("action").asString().equals("accept"))
                .findFirst()
                .orElseThrow();
        assertThat(accepted.path("actionName").asString()).isEqualTo("受理");
        assertThat(accepted.path("actionNameEn").asString()).isEqualTo("accepted");
        assertThat(accepted.path("levelName").asString()).isEqualTo("社区");
        intact(id);
    }

    @Test
    void aResidentWithdrawsAtTheBooth() {
        var id = booth.open(OFF_SITE, "booth").path("id").asString();
        var gone = act(booth, id, "withdraw", Map.of()).ok();
        assertThat(gone.path("state").asString()).isEqualTo("withdrawn");
        assertThat(officer.decide(id, "accept").code()).isEqualTo("decision-not-here");
        intact(id);
    }

    @Test
    void suspendedCasesStandStillUntilTheyAreResumed() {
        var id = inReview();
        assertThat(act(community, id, "suspend", Map.of()).code()).isEqualTo("decision-needs-reason");
        var suspended = act(community, id, "suspend").ok();
        assertThat(suspended.path("state").asString()).isEqualTo("suspended");
        assertThat(suspended.path("standing").path("steps").path(0).path("due").isNull())
                .isTrue();
        assertThat(community.decide(id, "approve").code()).isEqualTo("case-suspended");
        var resumed = act(community, id, "resume").ok();
        assertThat(resumed.path("state").asString()).isEqualTo("in-review");
        assertThat(resumed.path("standing").path("steps").path(0).path("due").isNull())
                .isFalse();
        community.decide(id, "approve").ok();
        intact(id);
    }

    @Test
    void whatWasForwardedWaitsInTheOthersWorklist() {
        var colleague = "clerk-" + UUID.randomUUID();
        admin.put("/api/org/people/" + colleague, Map.of("name", "演示同事", "station", HOME, "roles", List.of("CLERK")))
                .ok();
        var other = as(signedIn.clerk(colleague, HOME));
        var id = inReview();
        assertThat(act(community, id, "forward", Map.of("to", "nobody")).code()).isEqualTo("person-unknown");
        assertThat(act(community, id, "forward", Map.of("to", "community02")).code())
                .isEqualTo("person-unfit");
        act(community, id, "forward", Map.of("to", colleague)).ok();
        assertThat(community.decide(id, "approve").code()).isEqualTo("decision-offered-to-other");
        assertThat(other.worklist()).contains(id);
        var claimed = act(other, id, "claim").ok();
        assertThat(claimed.path("standing").path("owner").path("name").asString())
                .contains(colleague);
        other.decide(id, "approve").ok();
        intact(id);
    }

    @Test
    void anAddedSignerSignsAndADelegateAnswersFirst() {
        var id = inReview();
        act(community, id, "delegate", Map.of("to", "street1", "comment", "请核对"))
                .ok();
        assertThat(community.decide(id, "approve").code()).isEqualTo("delegate-not-answered");
        assertThat(street.worklist()).contains(id);
        act(street, id, "answer").ok();
        act(community, id, "add-signer", Map.of("to", "officer1")).ok();
        assertThat(community.decide(id, "approve").code()).isEqualTo("signer-outstanding");
        assertThat(act(street, id, "consent").code()).isEqualTo("decision-not-asked");
        act(officer, id, "consent").ok();
        community.decide(id, "approve").ok();
        intact(id);
    }

    @Test
    void anApprovalIsTakenBackWhileNobodyHasTouchedTheCase() {
        var id = inReview();
        community.decide(id, "approve").ok();
        assertThat(act(street, id, "take-back").code()).isEqualTo("nothing-to-take-back");
        var back = act(community, id, "take-back").ok();
        assertThat(back.path("step").path("id").asString()).isEqualTo("first-review");
        community.decide(id, "approve").ok();
        act(street, id, "claim").ok();
        assertThat(act(community, id, "take-back").code()).isEqualTo("nothing-to-take-back");
        assertThat(waysBack(street.see(id)))
                .containsExactly(
                        "completion correction true", "completion first-review false", "completion accept false");
        assertThat(waysBack(community.see(id))).isEmpty();
        assertThat(act(street, id, "return", Map.of("to", "completion", "comment", "再看一次"))
                        .code())
                .isEqualTo("return-not-there");
        var returned = act(street, id, "return", Map.of("to", "first-review", "comment", "再看一次"))
                .ok();
        assertThat(returned.path("step").path("id").asString()).isEqualTo("first-review");
        intact(id);
    }

    @Test
    void whatTakesACaseAwayFromItsStepSaysSinceWhenItStoodThere() {
        var id = inReview();
        clock.moveTo(clock.instant().plus(Duration.ofMinutes(9)));
        community.decide(id, "approve").ok();
        act(community, id, "take-back").ok();
        act(community, id, "suspend").ok();
        act(community, id, "resume").ok();
        community.decide(id, "approve").ok();
        clock.moveTo(clock.instant().plus(Duration.ofMinutes(14)));
        street.decide(id, "complete").ok();
        assertThat(strings("""
                        SELECT action || ' ' || coalesce(round(extract(epoch FROM at - since) / 60)::text, '-')
                        FROM cases.case_event WHERE case_id = '%s' ORDER BY seq
                        """.formatted(id)))
                .startsWith("open -")
                .endsWith("accept 0", "approve 9", "take-back -", "suspend -", "resume -", "approve 9", "complete 14");
        intact(id);
    }

    private static List<String> waysBack(JsonNode view) {
        return view.path("waysBack")
                .valueStream()
                .map(w -> w.path("from").asString() + " " + w.path("to").asString() + " "
                        + w.path("usual").asBoolean())
                .toList();
    }

    @Test
    void urgingTellsAndChangesNothing() {
        var id = inReview();
        var version = community.see(id).path("version").asLong();
        assertThat(act(officer, id, "urge", Map.of()).ok().path("version").asLong())
                .isEqualTo(version);
        assertThat(community.see(id).path("history").toString()).contains("催办");
    }

    private void onDuty(Instant from, Instant until) {
        admin.post("/api/org/duty", Map.of("station", "d01", "subject", "supervisor1", "from", from, "until", until))
                .ok();
    }

    @Test
    void escalationReachesTheLeaderOnDutyAcrossMidnight() {
        var evening = Instant.parse("2031-03-04T10:00:00Z");
        var morning = Instant.parse("2031-03-05T00:00:00Z");
        onDuty(evening, morning);
        var before = "/api/org/duty/leader?station=d01.s01&at=";
        assertThat(leader.get(before + "2031-03-04T16:30:00Z")
                        .ok()
                        .path("subject")
                        .asString())
                .isEqualTo("supervisor1");
        assertThat(leader.get(before + "2031-03-05T00:00:00Z")
                        .ok()
                        .path("nobody")
                        .asBoolean())
                .isTrue();

        var id = inReview();
        assertThat(act(community, id, "escalate").code()).isEqualTo("nobody-on-duty");
        onDuty(clock.instant().minusSeconds(5), clock.instant().plusSeconds(600));
        var escalated = act(community, id, "escalate").ok();
        assertThat(escalated
                        .path("standing")
                        .path("steps")
                        .path(0)
                        .path("leader")
                        .path("name")
                        .asString())
                .isEqualTo("督导演示己");
        assertThat(leader.worklist()).contains(id);
        act(leader, id, "instruct").ok();
        act(leader, id, "forward", Map.of("to", "community01")).ok();
        community.decide(id, "approve").ok();
        intact(id);
    }

    @Test
    void whatIsOverdueIsEscalatedOnceAndNotWhileTheResidentCorrects() {
        var late = inReview();
        var corrected = inReview();
        community.decide(corrected, "return", "缺页", null).ok();
        var due = Instant.parse(community
                .see(late)
                .path("standing")
                .path("steps")
                .path(0)
                .path("due")
                .asString());
        assertThat(community.see(corrected).path("standing").path("due").isNull())
                .isTrue();

        clock.moveTo(due.minusSeconds(30));
        look();
        assertThat(told(late)).doesNotContain("overdue");
        clock.moveTo(due.plusSeconds(30));
        look();
        look();
        assertThat(told(late)).containsOnlyOnce("overdue");
        assertThat(told(corrected)).doesNotContain("overdue");
    }

    private List<String> told(String id) {
        return strings("SELECT action FROM cases.case_event WHERE case_id = '" + id + "' ORDER BY seq");
    }

    private void look() {
        overdue.look().block(Duration.ofSeconds(30));
    }

    @Test
    void runningCasesMoveToANewerProcessOnPurpose() {
        var id = inReview();
        database.sql("UPDATE cases.case_file SET process_version = 1 WHERE id = '" + id + "'")
                .then()
                .block(Duration.ofSeconds(5));
        var process = community.see(id).path("process");
        assertThat(process.path("id").asString()).isEqualTo("off-site-care");
        assertThat(process.path("version").asInt()).isEqualTo(1);
        assertThat(process.path("newest").asBoolean()).isFalse();
        var wish = Map.of("from", 1, "to", 2);
        assertThat(community
                        .post("/api/processes/off-site-care/migrations", wish)
                        .status())
                .isEqualTo(403);
        assertThat(admin.post("/api/processes/off-site-care/migrations", Map.of("from", 2, "to", 1))
                        .code())
                .isEqualTo("migration-unknown");
        assertThat(admin.post("/api/processes/off-site-care/migrations", wish)
                        .ok()
                        .path("moved")
                        .asInt())
                .isPositive();
        assertThat(admin.post("/api/processes/off-site-care/migrations", wish)
                        .ok()
                        .path("moved")
                        .asInt())
                .isZero();
        assertThat(community.see(id).path("history").toString()).contains("流程换版");
        assertThat(community.see(id).path("process").path("version").asInt()).isEqualTo(2);
        assertThat(community.see(id).path("process").path("newest").asBoolean()).isTrue();
        community.decide(id, "approve").ok();
        assertThat(street.decide(id, "complete").ok().path("state").asString()).isEqualTo("completed");
        intact(id);
    }

    @Test
    void aChronicDiseaseCaseGoesOnInALaterMeeting() {
        var id = completeCase(CHRONIC);
        var first = meetings.live(id, OFFICER, BOOTH, STREET_CLERK);
        officer.decide(id, "accept", null, first).ok();
        officer.decide(id, "sign", null, first).ok();
        announce(new Event.ConsultationStarted(first, CaseId.of(id), true, clock.instant()));
        announce(new Event.ConsultationEnded(
                first, CaseId.of(id), clock.instant().minus(Duration.ofMinutes(10))));
        meetings.now(first, id, false);
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> booth.get("/api/cases/" + id).status() == 404);

        var who = Map.of("resident", Map.of("name", "演示甲", "idNumber", CaseUser.ID_NUMBER));
        var wrong = Map.of("resident", Map.of("name", "演示乙", "idNumber", CaseUser.ID_NUMBER));
        assertThat(booth.post("/api/cases/unfinished", who).ok().toString()).contains(id);
        assertThat(booth.post("/api/cases/unfinished", wrong).ok().isEmpty()).isTrue();
        assertThat(booth.post("/api/cases/" + id + "/sitting", wrong).status()).isEqualTo(404);
        assertThat(officer.post("/api/cases/" + id + "/sitting", who).status()).isEqualTo(403);
        assertThat(booth.post("/api/cases/" + id + "/sitting", who)
                        .ok()
                        .path("state")
                        .asString())
                .isEqualTo("joint");

        ConsultationId next = meetings.live(id, OFFICER, BOOTH, STREET_CLERK);
        street.decide(id, "sign", null, next).ok();
        var done = officer.decide(id, "sign", null, next).ok();
        assertThat(done.path("state").asString()).isEqualTo("completed");
        assertThat(texts(done.path("joint").path("signed"))).containsExactly("street", "district");
        intact(id);
    }

    private void announce(Event event) {
        outboxes.in("cases").announce(event).as(transactions::transactional).block(Duration.ofSeconds(5));
    }

    @Test
    void definitionsAreShownAndDrawnForStaff() {
        assertThat(officer.get("/api/processes").ok().toString()).contains("off-site-care", "diagram.svg");
        var drawn = officer.get("/api/processes/reimbursement/1/diagram.svg");
        assertThat(Objects.toString(drawn.headers().getContentType())).isEqualTo("image/svg+xml");
        assertThat(new String(drawn.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("<svg", "大额复核")
                .doesNotContain("Second review");
        var english = officer.get("/api/processes/reimbursement/1/diagram.svg?lang=en");
        assertThat(new String(english.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("<svg", "Second review")
                .doesNotContain("复核");
        assertThat(officer.get("/api/processes/reimbursement/99/diagram.svg").status())
                .isEqualTo(404);
        assertThat(booth.get("/api/processes").status()).isEqualTo(403);
    }
}
