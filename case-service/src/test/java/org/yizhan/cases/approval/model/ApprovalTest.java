package org.yizhan.cases.approval.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Level;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Processes;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;

class ApprovalTest {

    private static final Processes PROCESSES = new Processes(new PathMatchingResourcePatternResolver());
    private static final ProcessDefinition OFF_SITE =
            PROCESSES.newest("off-site-care").orElseThrow();
    private static final ProcessDefinition CHRONIC =
            PROCESSES.newest("chronic-disease").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private static final By OFFICER = new By("officer1", "甲", Set.of(Role.OFFICER), Level.DISTRICT);
    private static final By STREET = new By("street1", "乙", Set.of(Role.CLERK), Level.STREET);
    private static final By COMMUNITY = new By("community01", "丙", Set.of(Role.CLERK), Level.COMMUNITY);
    private static final List<By> EVERYBODY = List.of(OFFICER, STREET, COMMUNITY);
    private static final ConsultationId MEETING = ConsultationId.random();

    private static Situation.Meeting meeting(By... present) {
        return new Situation.Meeting(MEETING, true, true, present(present));
    }

    private static List<Situation.Present> present(By... people) {
        return List.of(people).stream()
                .map(p ->
                        new Situation.Present(p.subject(), p.roles().iterator().next(), p.level()))
                .toList();
    }

    private static Situation inMeeting(By... present) {
        return new Situation(Channel.BOOTH, List.of(), meeting(present), "因为");
    }

    private static Situation alone(Channel channel) {
        return new Situation(channel, List.of(), null, "因为");
    }

    private static Outcome decide(Approval approval, String action, By by, Situation situation) {
        return ((Approval.Open) approval).decide(action, by, situation);
    }

    private static Approval after(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Decided decided -> decided.after();
            case Outcome.Refused refused -> throw new AssertionError(refused.why());
        };
    }

    private static @Nullable Refusal refusal(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Decided _ -> null;
            case Outcome.Refused refused -> refused.why();
        };
    }

    /// Walks every path of a definition, trying every action by everybody at every step.
    private static Set<String> walk(ProcessDefinition process, Channel channel) {
        var transitions = new LinkedHashSet<String>();
        var open = new ArrayList<Approval>(
                List.of(Approval.at(process, process.first().id(), List.of())));
        var seen = new LinkedHashSet<String>();
        while (!open.isEmpty()) {
            var from = open.removeFirst();
            if (!(from instanceof Approval.Open state) || !seen.add(state.step().id())) {
                continue;
            }
            for (var action : List.of("accept", "approve", "return", "resubmit", "complete", "sign", "fly")) {
                for (var by : EVERYBODY) {
                    var situation = new Situation(channel, List.of(), meeting(OFFICER, STREET, COMMUNITY), "因为");
                    if (state.decide(action, by, situation) instanceof Outcome.Decided decided) {
                        transitions.add(state.step().id() + " -" + action + "/"
                                + by.level().word() + "-> " + name(decided.after()));
                        open.add(decided.after());
                    }
                }
            }
        }
        return transitions;
    }

    private static String name(Approval approval) {
        return switch (approval) {
            case Approval.Open state -> state.step().id();
            case Approval.Joint joint -> joint.step().id();
            case Approval.Completed _ -> "end";
        };
    }

    @Test
    void onlyTheRightLevelTakesAnyStepOfOffSiteCare() {
        var later = List.of(
                "first-review -approve/community-> completion",
                "first-review -return/community-> correction",
                "completion -return/street-> correction",
                "completion -complete/street-> end",
                "correction -resubmit/street-> first-review",
                "correction -resubmit/community-> first-review");
        var booth = new ArrayList<>(later);
        booth.add("accept -accept/district-> first-review");
        assertThat(walk(OFF_SITE, Channel.BOOTH)).containsExactlyInAnyOrderElementsOf(booth);
        var window = new ArrayList<>(later);
        window.add("accept -accept/street-> first-review");
        window.add("accept -accept/community-> first-review");
        assertThat(walk(OFF_SITE, Channel.WINDOW)).containsExactlyInAnyOrderElementsOf(window);
    }

    @Test
    void onlyTheDistrictAcceptsAChronicDiseaseCase() {
        assertThat(walk(CHRONIC, Channel.BOOTH)).containsExactly("accept -accept/district-> joint");
    }

    @Test
    void acceptingAtTheBoothNeedsTheMeeting() {
        var draft = Approval.at(OFF_SITE, "accept", List.of());
        assertThat(refusal(decide(draft, "accept", OFFICER, alone(Channel.BOOTH))))
                .isEqualTo(Refusal.NEEDS_MEETING);
        var ended = new Situation.Meeting(MEETING, false, true, present(OFFICER));
        assertThat(refusal(decide(draft, "accept", OFFICER, new Situation(Channel.BOOTH, List.of(), ended, null))))
                .isEqualTo(Refusal.NEEDS_MEETING);
        var ofAnother = new Situation.Meeting(MEETING, true, false, present(OFFICER));
        assertThat(refusal(decide(draft, "accept", OFFICER, new Situation(Channel.BOOTH, List.of(), ofAnother, null))))
                .isEqualTo(Refusal.NEEDS_MEETING);
        assertThat(refusal(decide(draft, "accept", OFFICER, inMeeting(STREET)))).isEqualTo(Refusal.NOT_IN_MEETING);
        assertThat(after(decide(draft, "accept", OFFICER, inMeeting(OFFICER)))).isInstanceOf(Approval.InReview.class);
    }

    @Test
    void acceptingAndResubmittingNeedACompleteCase() {
        var gaps = new Situation(Channel.WINDOW, List.of("signature"), null, null);
        for (var step : List.of("accept", "correction")) {
            var action = step.equals("accept") ? "accept" : "resubmit";
            assertThat(refusal(decide(Approval.at(OFF_SITE, step, List.of()), action, COMMUNITY, gaps)))
                    .isEqualTo(Refusal.HAS_GAPS);
        }
    }

    @Test
    void whoSendsBackSaysWhy() {
        var review = Approval.at(OFF_SITE, "first-review", List.of());
        var silent = new Situation(Channel.BOOTH, List.of(), null, " ");
        assertThat(refusal(decide(review, "return", COMMUNITY, silent))).isEqualTo(Refusal.NEEDS_REASON);
        assertThat(after(decide(review, "return", COMMUNITY, alone(Channel.BOOTH))))
                .isInstanceOf(Approval.Returned.class);
    }

    private static Approval.Joint joint(JointSignature... signed) {
        return (Approval.Joint) Approval.at(CHRONIC, "joint", List.of(signed));
    }

    private static JointSignature signed(By by) {
        return new JointSignature(by.level(), by.subject(), by.name(), MEETING, NOW);
    }

    @Test
    void bothLevelsSignInEitherOrder() {
        for (var order : List.of(List.of(OFFICER, STREET), List.of(STREET, OFFICER))) {
            var half = after(joint().sign(order.getFirst(), inMeeting(OFFICER, STREET), NOW));
            assertThat(half).isInstanceOf(Approval.Joint.class);
            var whole = ((Approval.Joint) half).sign(order.getLast(), inMeeting(OFFICER, STREET), NOW);
            assertThat(whole).isInstanceOfSatisfying(Outcome.Decided.class, decided -> {
                assertThat(decided.action()).isEqualTo("complete");
                assertThat(decided.after()).isInstanceOf(Approval.Completed.class);
            });
        }
    }

    @Test
    void aJointStepRefusesWhatIsNotJoint() {
        assertThat(refusal(joint().sign(OFFICER, inMeeting(OFFICER), NOW))).isEqualTo(Refusal.OTHER_LEVEL_ABSENT);
        assertThat(refusal(joint().sign(COMMUNITY, inMeeting(OFFICER, STREET, COMMUNITY), NOW)))
                .isEqualTo(Refusal.NOT_YOUR_STEP);
        assertThat(refusal(joint().sign(OFFICER, inMeeting(STREET), NOW))).isEqualTo(Refusal.NOT_IN_MEETING);
        assertThat(refusal(joint().sign(OFFICER, alone(Channel.BOOTH), NOW))).isEqualTo(Refusal.NEEDS_MEETING);
        assertThat(refusal(joint(signed(OFFICER)).sign(OFFICER, inMeeting(OFFICER, STREET), NOW)))
                .isEqualTo(Refusal.ALREADY_SIGNED);
        var colleague = new By("officer2", "丁", Set.of(Role.OFFICER), Level.DISTRICT);
        assertThat(refusal(joint(signed(OFFICER)).sign(colleague, inMeeting(OFFICER, colleague, STREET), NOW)))
                .isEqualTo(Refusal.ALREADY_SIGNED);
        var gaps = new Situation(Channel.BOOTH, List.of("signature"), meeting(OFFICER, STREET), null);
        assertThat(refusal(joint().sign(OFFICER, gaps, NOW))).isEqualTo(Refusal.HAS_GAPS);
    }

    @Test
    void onePersonCannotSignForTwoLevels() {
        var both = new By(OFFICER.subject(), "甲", Set.of(Role.CLERK), Level.STREET);
        assertThat(refusal(joint(signed(OFFICER)).sign(both, inMeeting(OFFICER, both), NOW)))
                .isEqualTo(Refusal.SAME_PERSON);
    }

    @Test
    void whoSignedFirstMustStayAndTheMeetingMustBeTheSame() {
        var another = new By("officer2", "丁", Set.of(Role.OFFICER), Level.DISTRICT);
        assertThat(refusal(joint(signed(OFFICER)).sign(STREET, inMeeting(another, STREET), NOW)))
                .isEqualTo(Refusal.OTHER_LEVEL_ABSENT);
        var elsewhere = new Situation.Meeting(ConsultationId.random(), true, true, present(OFFICER, STREET));
        var situation = new Situation(Channel.BOOTH, List.of(), elsewhere, null);
        assertThat(refusal(joint(signed(OFFICER)).sign(STREET, situation, NOW))).isEqualTo(Refusal.OTHER_MEETING);
    }
}
