package org.yizhan.cases.approval.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.cases.process.TrialProcess.district;
import static org.yizhan.cases.process.TrialProcess.street;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.TrialProcess;
import org.yizhan.protocol.id.Role;

/// Forks, joins, votes, ways back, and what people do with a case besides deciding.
class CourseTest {

    private static final By CLERK = Trip.by(Level.STREET, Role.CLERK, 0);
    private static final By OTHER_CLERK = Trip.by(Level.STREET, Role.CLERK, 1);
    private static final By OFFICER = Trip.by(Level.DISTRICT, Role.OFFICER, 0);
    private static final By LEADER = Trip.by(Level.DISTRICT, Role.DUTY_LEADER, 0);

    private static final ProcessDefinition BRANCHED = TrialProcess.of(
            street("accept", "accept: size", "kind: draft"),
            "{id: size, choice: [{when: {field: amount, atLeast: 100}, to: split}, {to: end}]}",
            "{id: split, parallel: [left, right], join: met}",
            street("left", "approve: left-two, return: fix"),
            street("left-two", "approve: met", "returns: any"),
            district("right", "approve: met, return: fix"),
            "{id: met, joins: split, then: last}",
            street("last", "complete: end", "returns: any"),
            street("fix", "resubmit: split", "kind: correction"));

    private static final ProcessDefinition VOTED = TrialProcess.of(
            street("accept", "accept: vote", "kind: draft"),
            district(
                    "vote",
                    "sign: last, refuse: no, return: accept",
                    "mode: countersign",
                    "quorum: 2",
                    "takers: [{level: district, role: OFFICER, seats: 3}]"),
            district("no", "deny: end"),
            street("last", "complete: end"));

    private static Trip begin(ProcessDefinition process, String amount) {
        return Trip.begin(process, Channel.WINDOW, Map.of("amount", amount));
    }

    private static Trip split() {
        return begin(BRANCHED, "100").take("accept", "accept", CLERK);
    }

    @Test
    void aChoiceComparesNumbersAsNumbers() {
        assertThat(begin(BRANCHED, "99.99").take("accept", "accept", CLERK).over())
                .isEqualTo("completed");
        assertThat(begin(BRANCHED, "1000").take("accept", "accept", CLERK).steps())
                .containsExactly("left", "right");
        assertThat(begin(BRANCHED, "viel").take("accept", "accept", CLERK).over())
                .isEqualTo("completed");
    }

    @Test
    void branchesWaitForEachOtherAtTheJoin() {
        var half = split().take("right", "approve", OFFICER);
        assertThat(half.steps()).containsExactly("left");
        assertThat(half.course().arrived()).hasSize(1);
        var met = half.take("left", "approve", CLERK).take("left-two", "approve", CLERK);
        assertThat(met.steps()).containsExactly("last");
        assertThat(met.course().arrived()).isEmpty();
    }

    @Test
    void goingBackOutOfABranchGivesUpTheOthersToo() {
        var out = split().take("right", "approve", OFFICER).take("left", "return", CLERK);
        assertThat(out.steps()).containsExactly("fix");
        assertThat(out.course().arrived()).isEmpty();
        assertThat(out.take("fix", "resubmit", CLERK).steps()).containsExactly("left", "right");
    }

    @Test
    void goingBackWithinABranchLeavesTheOthersAlone() {
        var back = split().take("left", "approve", CLERK).take("left-two", "return", CLERK, "left");
        assertThat(back.steps()).containsExactlyInAnyOrder("left", "right");
        var first = split().take("left", "approve", CLERK).take("left-two", "return", CLERK, "accept");
        assertThat(first.steps()).containsExactly("accept");
    }

    @Test
    void nobodyGoesBackIntoABranchOrToWhereTheCaseNeverWas() {
        var last = split().take("right", "approve", OFFICER)
                .take("left", "approve", CLERK)
                .take("left-two", "approve", CLERK);
        assertThat(last.attempt("last", "return", CLERK, "left"))
                .isEqualTo(new Outcome.Refused(Refusal.RETURN_NOT_THERE));
        assertThat(last.attempt("last", "return", CLERK, "fix"))
                .isEqualTo(new Outcome.Refused(Refusal.RETURN_NOT_THERE));
        assertThat(last.take("last", "return", CLERK, "accept").steps()).containsExactly("accept");
    }

    private static By voter(int number) {
        return Trip.by(Level.DISTRICT, Role.OFFICER, number);
    }

    @Test
    void aVoteEndsAsSoonAsItIsDecided() {
        var vote = Trip.begin(VOTED, Channel.WINDOW, Map.of()).take("accept", "accept", CLERK);
        var one = vote.take("vote", "sign", voter(0));
        assertThat(one.refusal("vote", "sign", voter(0))).isEqualTo(Refusal.ALREADY_VOTED);
        assertThat(one.take("vote", "sign", voter(1)).steps()).containsExactly("last");
        assertThat(one.take("vote", "refuse", voter(1))
                        .take("vote", "refuse", voter(2))
                        .steps())
                .containsExactly("no");
        assertThat(vote.take("vote", "refuse", voter(1))
                        .take("vote", "refuse", voter(2))
                        .over())
                .isNull();
        assertThat(one.take("vote", "refuse", voter(1))
                        .take("vote", "refuse", voter(2))
                        .take("no", "deny", OFFICER)
                        .over())
                .isEqualTo("denied");
    }

    @Test
    void whoTakesAStepInHandAnswersForItAndNobodyElseDecides() {
        var claimed = split().handle(Handling.CLAIM, OTHER_CLERK, null);
        assertThat(claimed.course().owner().subject()).isEqualTo(OTHER_CLERK.subject());
        assertThat(claimed.refusal("left", "approve", CLERK)).isEqualTo(Refusal.HELD_BY_OTHER);
        assertThat(claimed.refusal("left", "approve", OTHER_CLERK)).isNull();
    }

    @Test
    void whoForwardsAnswersForItUntilTheOtherAccepts() {
        var mine = split().handle(Handling.CLAIM, CLERK, null);
        assertThat(mine.refusal(Handling.FORWARD, CLERK, Trip.known(OFFICER))).isEqualTo(Refusal.PERSON_UNFIT);
        assertThat(mine.refusal(Handling.FORWARD, CLERK, null)).isEqualTo(Refusal.PERSON_UNKNOWN);
        var forwarded = mine.handle(Handling.FORWARD, CLERK, Trip.known(OTHER_CLERK));
        assertThat(forwarded.course().owner().subject()).isEqualTo(CLERK.subject());
        assertThat(forwarded.refusal("left", "approve", CLERK)).isEqualTo(Refusal.OFFERED_TO_OTHER);
        var accepted = forwarded.handle(Handling.CLAIM, OTHER_CLERK, null);
        assertThat(accepted.course().owner().subject()).isEqualTo(OTHER_CLERK.subject());
        assertThat(accepted.refusal("left", "approve", OTHER_CLERK)).isNull();
    }

    @Test
    void whoWasAskedAnswersFirst() {
        var asked = split().handle(Handling.DELEGATE, CLERK, Trip.known(OFFICER));
        assertThat(asked.refusal("left", "approve", CLERK)).isEqualTo(Refusal.ANSWER_OUTSTANDING);
        assertThat(asked.refusal(Handling.ANSWER, OTHER_CLERK, null)).isEqualTo(Refusal.NOT_ASKED);
        assertThat(asked.handle(Handling.ANSWER, OFFICER, null).refusal("left", "approve", CLERK))
                .isNull();
    }

    @Test
    void anAddedSignerSignsBeforeTheCaseGoesOn() {
        var added = split().handle(Handling.ADD_SIGNER, CLERK, Trip.known(OFFICER));
        assertThat(added.refusal("left", "approve", CLERK)).isEqualTo(Refusal.SIGNER_OUTSTANDING);
        assertThat(added.refusal("left", "return", CLERK)).isNull();
        var objected = added.handle(Handling.OBJECT, OFFICER, null);
        assertThat(objected.course().place("left").orElseThrow().signers())
                .extracting(Place.Signer::agrees)
                .containsExactly(false);
        assertThat(objected.refusal("left", "approve", CLERK)).isNull();
    }

    @Test
    void oneTakesBackWhatNobodyHasTouched() {
        var approved = split().take("left", "approve", CLERK);
        assertThat(approved.refusal(Handling.TAKE_BACK, OTHER_CLERK, null)).isEqualTo(Refusal.NOTHING_TO_TAKE_BACK);
        assertThat(approved.handle(Handling.TAKE_BACK, CLERK, null).steps()).containsExactly("left", "right");
        var touched = approved.handle(Handling.CLAIM, OTHER_CLERK, null);
        assertThat(touched.refusal(Handling.TAKE_BACK, CLERK, null)).isEqualTo(Refusal.NOTHING_TO_TAKE_BACK);
        var out = split().take("right", "approve", OFFICER).take("left", "return", CLERK);
        var back = out.handle(Handling.TAKE_BACK, CLERK, null);
        assertThat(back.steps()).containsExactly("left");
        assertThat(back.course().arrived()).hasSize(1);
    }

    @Test
    void aSuspendedCaseStandsStill() {
        var suspended = split().handle(Handling.SUSPEND, CLERK, null);
        assertThat(suspended.refusal("left", "approve", CLERK)).isEqualTo(Refusal.SUSPENDED);
        assertThat(suspended.refusal(Handling.FORWARD, CLERK, Trip.known(OTHER_CLERK)))
                .isEqualTo(Refusal.SUSPENDED);
        assertThat(suspended.refusal(Handling.SUSPEND, CLERK, null)).isEqualTo(Refusal.SUSPENDED);
        assertThat(suspended.handle(Handling.WITHDRAW, CLERK, null).over()).isEqualTo("withdrawn");
        assertThat(suspended.handle(Handling.RESUME, CLERK, null).refusal("left", "approve", CLERK))
                .isNull();
    }

    @Test
    void theDutyLeaderSortsOutWhatIsStuck() {
        var stuck = split().handle(Handling.DELEGATE, CLERK, Trip.known(OFFICER));
        assertThat(stuck.refusal(Handling.ESCALATE, CLERK, null)).isEqualTo(Refusal.NOBODY_ON_DUTY);
        assertThat(stuck.refusal(Handling.INSTRUCT, LEADER, null)).isEqualTo(Refusal.NOT_YOUR_STEP);
        var escalated = stuck.handle(Handling.ESCALATE, CLERK, Trip.known(LEADER));
        assertThat(escalated.refusal(Handling.INSTRUCT, LEADER, null)).isNull();
        assertThat(escalated.refusal("left", "approve", LEADER)).isEqualTo(Refusal.NOT_YOUR_STEP);
        var assigned = escalated.handle(Handling.FORWARD, LEADER, Trip.known(OTHER_CLERK));
        assertThat(assigned.refusal("left", "approve", OTHER_CLERK)).isNull();
        assertThat(assigned.refusal(Handling.WITHDRAW, Trip.by(Level.DISTRICT, Role.AUDITOR, 0), null))
                .isEqualTo(Refusal.NOT_YOUR_STEP);
    }
}
