package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Both processes, through all their levels, over HTTP and on a real PostgreSQL.
class ProcessesModuleTest extends CasesTest {

    private static List<String> actions(JsonNode view) {
        return view.path("actions").valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> told(JsonNode view) {
        return view.path("history")
                .valueStream()
                .map(l -> l.path("action").asString())
                .toList();
    }

    @Test
    void offSiteCareGoesFromTheBoothThroughCommunityAndStreet() {
        var id = completeCase(OFF_SITE);
        var meeting = meetings.live(id, OFFICER, BOOTH);

        assertThat(officer.see(id).path("gaps").isEmpty()).isTrue();
        assertThat(officer.decide(id, "accept").code()).isEqualTo("decision-needs-meeting");
        var accepted = officer.decide(id, "accept", null, meeting).ok();
        assertThat(accepted.path("state").asString()).isEqualTo("in-review");
        assertThat(accepted.path("step").path("id").asString()).isEqualTo("first-review");

        assertThat(street.decide(id, "approve").code()).isEqualTo("decision-not-yours");
        assertThat(actions(community.see(id))).containsExactlyInAnyOrder("approve", "return");
        community.decide(id, "approve").ok();
        assertThat(community.decide(id, "complete").code()).isEqualTo("decision-not-yours");
        var done = street.decide(id, "complete", "已办结", null).ok();

        assertThat(done.path("state").asString()).isEqualTo("completed");
        assertThat(done.path("step").isNull()).isTrue();
        assertThat(done.path("completedAt").isNull()).isFalse();
        assertThat(told(done)).endsWith("accept", "approve", "complete");
        assertThat(street.decide(id, "complete").code()).isEqualTo("decision-not-here");
    }

    @Test
    void aReturnedCaseIsPutRightSignedAnewAndReviewedAgain() {
        var id = completeCase(OFF_SITE);
        officer.decide(id, "accept", null, meetings.live(id, OFFICER, BOOTH)).ok();
        assertThat(community.fill(id, CaseUser.offSiteForm()).code()).isEqualTo("case-not-editable");
        assertThat(community.decide(id, "return").code()).isEqualTo("decision-needs-reason");
        var returned = community.decide(id, "return", "就医地请写到区县", null).ok();
        assertThat(returned.path("state").asString()).isEqualTo("returned");

        var corrected = new HashMap<>(CaseUser.offSiteForm());
        corrected.put("destination", "演示省演示市演示区");
        var refilled = community.fill(id, corrected).ok();
        assertThat(refilled.path("gaps").valueStream().map(JsonNode::asString)).containsExactly("signature");
        assertThat(refilled.path("signatures").path(0).path("valid").asBoolean())
                .isFalse();
        assertThat(refilled.path("signatures").path(0).path("why").asString()).isEqualTo("form-changed");
        assertThat(community.decide(id, "resubmit").code()).isEqualTo("case-has-gaps");

        community.askSignature(id).ok();
        community.sign(id).ok();
        var again = community.decide(id, "resubmit").ok();
        assertThat(again.path("step").path("id").asString()).isEqualTo("first-review");
        community.decide(id, "approve").ok();
        assertThat(street.decide(id, "complete").ok().path("state").asString()).isEqualTo("completed");
    }

    @Test
    void aWindowCaseIsAcceptedByTheClerk() {
        var id = community.open(OFF_SITE, "window").path("id").asString();
        community.fill(id, CaseUser.offSiteForm()).ok();
        assertThat(community.decide(id, "accept").code()).isEqualTo("case-has-gaps");
        community.addPaper(id, "identity-card").ok();
        community.addPaper(id, "residence-proof").ok();
        community.askSignature(id).ok();
        community.sign(id).ok();
        assertThat(community.decide(id, "accept").ok().path("state").asString()).isEqualTo("in-review");
    }

    @Test
    void chronicDiseaseIsSettledByStreetAndDistrictInOneMeeting() {
        var id = completeCase(CHRONIC);
        var meeting = meetings.live(id, OFFICER, BOOTH);
        officer.decide(id, "accept", null, meeting).ok();

        assertThat(officer.decide(id, "sign", null, meeting).code()).isEqualTo("joint-other-level-absent");
        meetings.now(meeting, id, true, OFFICER, BOOTH, STREET_CLERK);
        var half = officer.decide(id, "sign", null, meeting).ok();
        assertThat(half.path("state").asString()).isEqualTo("joint");
        assertThat(half.path("joint").path("signed").valueStream().map(JsonNode::asString))
                .containsExactly("district");
        assertThat(officer.decide(id, "sign", null, meeting).code()).isEqualTo("joint-already-signed");
        assertThat(officer.fill(id, CaseUser.chronicForm()).code()).isEqualTo("case-not-editable");

        meetings.now(meeting, id, true, BOOTH, STREET_CLERK);
        assertThat(street.decide(id, "sign", null, meeting).code()).isEqualTo("joint-other-level-absent");
        meetings.now(meeting, id, true, OFFICER, BOOTH, STREET_CLERK);
        var other = meetings.live(id, OFFICER, STREET_CLERK);
        assertThat(street.decide(id, "sign", null, other).code()).isEqualTo("joint-other-meeting");
        var done = street.decide(id, "sign", null, meeting).ok();
        assertThat(done.path("state").asString()).isEqualTo("completed");
        assertThat(done.path("joint").path("signed").valueStream().map(JsonNode::asString))
                .containsExactly("district", "street");
    }
}
