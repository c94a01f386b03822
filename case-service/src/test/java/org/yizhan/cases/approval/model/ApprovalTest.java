package org.yizhan.cases.approval.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Processes;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;

/// The policies of one step; whole ways are walked by [PathsTest] and [CourseTest].
class ApprovalTest {

    private static final Processes PROCESSES = new Processes(new PathMatchingResourcePatternResolver());
    private static final ProcessDefinition OFF_SITE =
            PROCESSES.newest("off-site-care").orElseThrow();
    private static final ProcessDefinition CHRONIC =
            PROCESSES.newest("chronic-disease").orElseThrow();

    private static final By OFFICER = Trip.by(Level.DISTRICT, Role.OFFICER, 0);
    private static final By STREET = Trip.by(Level.STREET, Role.CLERK, 0);
    private static final By COMMUNITY = Trip.by(Level.COMMUNITY, Role.CLERK, 0);
    private static final ConsultationId MEETING = ConsultationId.random();

    private static Approval at(ProcessDefinition process, String step, JointSignature... signed) {
        var course = Course.begin(step, OFFICER.person(), Trip.NOW);
        return Approval.at(process, course, Place.at(step, Trip.NOW), List.of(signed));
    }

    private static Situation.Meeting meeting(By... present) {
        return meeting(MEETING, Set.of(), present);
    }

    private static Situation.Meeting meeting(ConsultationId id, Set<ConsultationId> over, By... present) {
        var people = List.of(present).stream()
                .map(p ->
                        new Situation.Present(p.subject(), p.roles().iterator().next(), p.level()))
                .toList();
        return new Situation.Meeting(id, true, true, people, over);
    }

    private static Situation in(
            Channel channel, List<String> gaps, Situation.@Nullable Meeting meeting, @Nullable String comment) {
        return new Situation(channel, Map.of(), Trip.HOME, 1, gaps, meeting, comment, null, null);
    }

    private static Situation in(Situation.Meeting meeting) {
        return in(Channel.BOOTH, List.of(), meeting, null);
    }

    private static @Nullable Refusal refusal(Approval approval, String action, By by, Situation situation) {
        return switch (approval.decide(action, by, situation, Trip.NOW)) {
            case Outcome.Leaves _, Outcome.Stays _ -> null;
            case Outcome.Refused refused -> refused.why();
        };
    }

    @Test
    void acceptingAtTheBoothNeedsTheMeeting() {
        var draft = at(OFF_SITE, "accept");
        var alone = in(Channel.BOOTH, List.of(), null, null);
        assertThat(refusal(draft, "accept", OFFICER, alone)).isEqualTo(Refusal.NEEDS_MEETING);
        var ended = new Situation.Meeting(MEETING, false, true, List.of(), Set.of());
        assertThat(refusal(draft, "accept", OFFICER, in(ended))).isEqualTo(Refusal.NEEDS_MEETING);
        var ofAnother = new Situation.Meeting(MEETING, true, false, List.of(), Set.of());
        assertThat(refusal(draft, "accept", OFFICER, in(ofAnother))).isEqualTo(Refusal.NEEDS_MEETING);
        assertThat(refusal(draft, "accept", OFFICER, in(meeting(STREET)))).isEqualTo(Refusal.NOT_IN_MEETING);
        assertThat(refusal(draft, "accept", OFFICER, in(meeting(OFFICER)))).isNull();
    }

    @Test
    void acceptingAndResubmittingNeedACompleteCase() {
        var gaps = in(Channel.WINDOW, List.of("signature"), null, null);
        assertThat(refusal(at(OFF_SITE, "accept"), "accept", COMMUNITY, gaps)).isEqualTo(Refusal.HAS_GAPS);
        assertThat(refusal(at(OFF_SITE, "correction"), "resubmit", COMMUNITY, gaps))
                .isEqualTo(Refusal.HAS_GAPS);
    }

    @Test
    void whoSendsBackSaysWhy() {
        var review = at(OFF_SITE, "first-review");
        var silent = in(Channel.BOOTH, List.of(), null, " ");
        assertThat(refusal(review, "return", COMMUNITY, silent)).isEqualTo(Refusal.NEEDS_REASON);
        assertThat(refusal(review, "return", COMMUNITY, in(Channel.BOOTH, List.of(), null, "缺页")))
                .isNull();
        assertThat(refusal(review, "fly", COMMUNITY, silent)).isEqualTo(Refusal.ACTION_NOT_HERE);
    }

    private static JointSignature signed(By by) {
        return new JointSignature("joint", by.level(), by.subject(), by.name(), MEETING, Trip.NOW);
    }

    @Test
    void bothLevelsSignInEitherOrder() {
        for (var order : List.of(List.of(OFFICER, STREET), List.of(STREET, OFFICER))) {
            var first = at(CHRONIC, "joint").decide("sign", order.getFirst(), in(meeting(OFFICER, STREET)), Trip.NOW);
            assertThat(first).isInstanceOf(Outcome.Stays.class);
            var last = at(CHRONIC, "joint", signed(order.getFirst()))
                    .decide("sign", order.getLast(), in(meeting(OFFICER, STREET)), Trip.NOW);
            assertThat(last).isInstanceOfSatisfying(Outcome.Leaves.class, leaves -> {
                assertThat(leaves.action()).isEqualTo("complete");
                assertThat(leaves.target()).isEqualTo("end");
            });
        }
    }

    @Test
    void aJointStepRefusesWhatIsNotJoint() {
        var fresh = at(CHRONIC, "joint");
        assertThat(refusal(fresh, "sign", OFFICER, in(meeting(OFFICER)))).isEqualTo(Refusal.OTHER_LEVEL_ABSENT);
        assertThat(refusal(fresh, "sign", COMMUNITY, in(meeting(OFFICER, STREET, COMMUNITY))))
                .isEqualTo(Refusal.NOT_YOUR_STEP);
        assertThat(refusal(fresh, "sign", OFFICER, in(meeting(STREET)))).isEqualTo(Refusal.NOT_IN_MEETING);
        var half = at(CHRONIC, "joint", signed(OFFICER));
        assertThat(refusal(half, "sign", OFFICER, in(meeting(OFFICER, STREET)))).isEqualTo(Refusal.ALREADY_SIGNED);
        var colleague = Trip.by(Level.DISTRICT, Role.OFFICER, 1);
        assertThat(refusal(half, "sign", colleague, in(meeting(OFFICER, colleague, STREET))))
                .isEqualTo(Refusal.ALREADY_SIGNED);
        assertThat(refusal(half, "sign", STREET, in(meeting(colleague, STREET))))
                .isEqualTo(Refusal.OTHER_LEVEL_ABSENT);
        var gaps = in(Channel.BOOTH, List.of("signature"), meeting(OFFICER, STREET), null);
        assertThat(refusal(fresh, "sign", OFFICER, gaps)).isEqualTo(Refusal.HAS_GAPS);
    }

    @Test
    void onePersonCannotSignForTwoLevels() {
        var both = new By(
                OFFICER.subject(), "甲", Set.of(Role.CLERK), Level.STREET, STREET.station(), "secondment:1", null);
        assertThat(refusal(at(CHRONIC, "joint", signed(OFFICER)), "sign", both, in(meeting(OFFICER, both))))
                .isEqualTo(Refusal.SAME_PERSON);
    }

    @Test
    void aMeetingThatEndedBeforeBothSignedIsContinuedInANewOneWhereBothSignAnew() {
        var half = at(CHRONIC, "joint", signed(OFFICER));
        var next = ConsultationId.random();
        var stillOn = in(meeting(next, Set.of(), OFFICER, STREET));
        assertThat(refusal(half, "sign", STREET, stillOn)).isEqualTo(Refusal.OTHER_MEETING);

        var over = in(meeting(next, Set.of(MEETING), OFFICER, STREET));
        assertThat(half.decide("sign", STREET, over, Trip.NOW))
                .isInstanceOfSatisfying(
                        Outcome.Stays.class,
                        stays -> assertThat(stays.signing())
                                .extracting(Outcome.Signing::afresh)
                                .isEqualTo(true));
        assertThat(refusal(half, "sign", OFFICER, over)).isNull();
    }
}
