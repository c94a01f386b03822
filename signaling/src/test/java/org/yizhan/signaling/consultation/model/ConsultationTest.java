package org.yizhan.signaling.consultation.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RecordingPause;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.cases.CaseBrief;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import org.yizhan.protocol.id.TicketId;

class ConsultationTest {

    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final Bounds BOUNDS = new Bounds(
            Duration.ofSeconds(45),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(90));
    private static final MemberId BOOTH = MemberId.random();
    private static final MemberId DESK = MemberId.random();
    private static final MemberId CLERK = MemberId.random();

    private static Participant participant(MemberId member, Role role) {
        return Participant.asked(member, "subject-" + member, role, "演示甲", new StationPath("d01"), null);
    }

    private static Consultation offered() {
        CaseBrief brief = new CaseBrief(
                CaseId.random(),
                "QD-2026-000001",
                new ItemCode("offsite-care"),
                "异地就医备案",
                "Off-site care registration",
                "演*",
                new StationPath("d01.s01.c07"),
                "booth-1");
        Facts facts = new Facts(
                ConsultationId.random(),
                TicketId.random(),
                "A001",
                brief,
                true,
                RecordingId.random(),
                BOOTH,
                DESK,
                List.of(participant(BOOTH, Role.TERMINAL), participant(DESK, Role.OFFICER)),
                0,
                NOW,
                null,
                null);
        return Offered.call(facts, NOW.plusSeconds(45)).next();
    }

    private static Consultation after(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Moved.class);
        return ((Outcome.Moved) outcome).next();
    }

    private static Consultation live() {
        return after(after(offered().accept(BOOTH, NOW)).accept(DESK, NOW));
    }

    private static Consultation withClerk() {
        Participant clerk =
                Participant.asked(CLERK, "street1", Role.CLERK, "演示乙", new StationPath("d01.s01"), NOW.plusSeconds(60));
        return after(after(live().invite(DESK, clerk)).accept(CLERK, NOW));
    }

    @Test
    void itIsLiveWhenBothAcceptedInEitherOrder() {
        for (List<MemberId> order : List.of(List.of(BOOTH, DESK), List.of(DESK, BOOTH))) {
            Consultation one = after(offered().accept(order.getFirst(), NOW));
            assertThat(one).isInstanceOf(Connecting.class);
            assertThat(one.accept(order.getFirst(), NOW)).isInstanceOf(Outcome.Unchanged.class);
            Consultation both = after(one.accept(order.getLast(), NOW));
            assertThat(both).isInstanceOf(Live.class);
            assertThat(both.facts().seq()).isEqualTo(4);
        }
    }

    private static Consultation resting() {
        return after(live().pauseRecording(DESK, "private", NOW, NOW.plusSeconds(600)));
    }

    @Test
    void theRecordingAloneRestsWhileTheMeetingGoesOn() {
        RoomPlan before = Objects.requireNonNull(Plans.of(live(), 1));
        RoomPlan plan = Objects.requireNonNull(Plans.of(resting(), 1));
        RecordingPlan recording = Objects.requireNonNull(plan.recording());
        assertThat(recording.paused()).isTrue();
        assertThat(recording.pause()).isEqualTo(new RecordingPause(DESK, "private"));
        // Everybody is seen and heard as before.
        assertThat(plan.members()).hasSameSizeAs(before.members()).allSatisfy(member -> {
            assertThat(member.slots()).isNotEmpty();
            assertThat(member.sends()).isNotEmpty();
        });
        assertThat(resting().pauseRecording(DESK, "asked", NOW, NOW)).isInstanceOf(Outcome.Unchanged.class);
        Consultation again = after(resting().resumeRecording(DESK));
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(Plans.of(again, 1)).recording())
                        .paused())
                .isFalse();
        assertThat(again.resumeRecording(DESK)).isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void onlyTheDeskPausesTheRecordingAndSaysWhy() {
        assertThat(live().pauseRecording(BOOTH, "asked", NOW, NOW)).isEqualTo(Refusal.FORBIDDEN);
        assertThat(withClerk().pauseRecording(CLERK, "asked", NOW, NOW)).isEqualTo(Refusal.FORBIDDEN);
        assertThat(live().pauseRecording(DESK, "因为张三不愿意", NOW, NOW)).isEqualTo(Refusal.PAUSE_REASON);
        assertThat(live().pauseRecording(DESK, "null", NOW, NOW)).isEqualTo(Refusal.PAUSE_REASON);
        assertThat(offered().pauseRecording(DESK, "asked", NOW, NOW)).isEqualTo(Refusal.NOT_NOW);
        assertThat(after(live().end(DESK, NOW)).pauseRecording(DESK, "asked", NOW, NOW))
                .isEqualTo(Refusal.CONSULTATION_OVER);
        assertThat(resting().resumeRecording(BOOTH)).isEqualTo(Refusal.FORBIDDEN);
    }

    @Test
    void aPauseThatIsForgottenEndsByItself() {
        Instant until = NOW.plusSeconds(600);
        assertThat(resting().dueAt(BOUNDS)).isEqualTo(until);
        assertThat(resting().tick(until.minusMillis(1), BOUNDS)).isInstanceOf(Outcome.Unchanged.class);
        Outcome outcome = resting().tick(until, BOUNDS);
        assertThat(((Outcome.Moved) outcome).happenings())
                .containsExactly(Happening.of("recording-resumed", "by", DESK, "reason", "time"));
        assertThat(after(outcome).facts().rest()).isNull();
        assertThat(after(outcome).dueAt(BOUNDS)).isNull();
    }

    @Test
    void aDeskThatIsLostKeepsThePauseUntilItIsMissedForTooLong() {
        Consultation lost = after(resting().lost(DESK, NOW));
        assertThat(lost.facts().rest()).isNotNull();
        assertThat(after(lost.returned(DESK)).facts().rest()).isNotNull();
        Consultation over = after(lost.tick(NOW.plusSeconds(60), BOUNDS));
        assertThat(over).isInstanceOf(Transferred.class);
        assertThat(over.facts().rest()).isNull();
    }

    @Test
    void aHoldOfTheMeetingLeavesThePauseAsItIs() {
        Consultation held = after(resting().hold(DESK, true));
        Consultation on = after(held.hold(DESK, false));
        assertThat(Objects.requireNonNull(
                                Objects.requireNonNull(Plans.of(on, 1)).recording())
                        .paused())
                .isTrue();
    }

    @Test
    void itCannotBeAcceptedAfterItsTime() {
        assertThat(offered().accept(BOOTH, NOW.plusSeconds(45))).isEqualTo(Refusal.CONSULTATION_OVER);
    }

    @Test
    void aStrangerLearnsNothingInAnyState() {
        MemberId stranger = MemberId.random();
        for (Consultation state : List.of(offered(), live(), after(live().end(DESK, NOW)))) {
            assertThat(state.accept(stranger, NOW)).isEqualTo(Refusal.CONSULTATION_NOT_FOUND);
            assertThat(state.end(stranger, NOW)).isEqualTo(Refusal.CONSULTATION_NOT_FOUND);
            assertThat(state.hold(stranger, true)).isEqualTo(Refusal.CONSULTATION_NOT_FOUND);
            assertThat(state.source(stranger, SourceKind.SCREEN, true)).isEqualTo(Refusal.CONSULTATION_NOT_FOUND);
        }
    }

    @Test
    void onlyTheDeskThatCalledHoldsAndInvitesAndNoGuestEnds() {
        Consultation meeting = withClerk();
        assertThat(meeting.hold(CLERK, true)).isEqualTo(Refusal.FORBIDDEN);
        assertThat(meeting.hold(BOOTH, true)).isEqualTo(Refusal.FORBIDDEN);
        assertThat(meeting.end(CLERK, NOW)).isEqualTo(Refusal.FORBIDDEN);
        assertThat(meeting.leave(DESK)).isEqualTo(Refusal.FORBIDDEN);
        assertThat(meeting.invite(CLERK, participant(MemberId.random(), Role.CLERK)))
                .isEqualTo(Refusal.FORBIDDEN);
    }

    @Test
    void theTimeToActIsKnownBeforehandAndActingDoesIt() {
        Consultation away = after(live().lost(DESK, NOW));
        Instant due = Objects.requireNonNull(away.dueAt(BOUNDS));
        assertThat(due).isEqualTo(NOW.plusSeconds(60));
        assertThat(away.tick(due.minusMillis(1), BOUNDS)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(after(away.tick(due, BOUNDS))).isInstanceOf(Transferred.class);
        assertThat(after(away.returned(DESK)).dueAt(BOUNDS)).isNull();
        assertThat(after(offered().tick(NOW.plusSeconds(45), BOUNDS))).isInstanceOf(Abandoned.class);
        assertThat(after(after(live().lost(BOOTH, NOW)).tick(NOW.plusSeconds(90), BOUNDS)))
                .isInstanceOf(Ended.class);
    }

    @Test
    void whoeverWantedTheEndIsContentWithIt() {
        Consultation ended = after(live().end(BOOTH, NOW));
        assertThat(ended.end(DESK, NOW)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(ended.hold(DESK, true)).isEqualTo(Refusal.CONSULTATION_OVER);
        assertThat(after(ended.seal(Happening.of("recording-sealed")))).isInstanceOf(Sealed.class);
    }

    @Test
    void thePlanShowsEachTheOthersInTheAgreedSlots() {
        RoomPlan plan = Objects.requireNonNull(Plans.of(withClerk(), 7));
        assertThat(plan.revision()).isEqualTo(7);
        assertThat(plan.members()).extracting(MemberPlan::label).containsExactly("booth", "officer", "clerk");
        assertThat(slotsOf(plan, BOOTH))
                .contains(
                        new SlotFill(3, DESK, SourceKind.CAMERA),
                        new SlotFill(4, CLERK, SourceKind.CAMERA),
                        new SlotFill(0, DESK, SourceKind.MICROPHONE),
                        new SlotFill(1, CLERK, SourceKind.MICROPHONE));
        assertThat(slotsOf(plan, DESK))
                .contains(
                        new SlotFill(3, BOOTH, SourceKind.CAMERA),
                        new SlotFill(4, BOOTH, SourceKind.DOCUMENT),
                        new SlotFill(5, CLERK, SourceKind.CAMERA));
        assertThat(plan.members())
                .allSatisfy(member ->
                        assertThat(member.slots()).extracting(SlotFill::slot).doesNotHaveDuplicates());
    }

    @Test
    void aSharedScreenHasItsOwnSlotAndACoveredCameraNone() {
        Consultation shared =
                after(after(live().source(DESK, SourceKind.SCREEN, true)).source(DESK, SourceKind.CAMERA, false));
        assertThat(slotsOf(Objects.requireNonNull(Plans.of(shared, 1)), BOOTH))
                .containsExactly(
                        new SlotFill(0, DESK, SourceKind.MICROPHONE), new SlotFill(6, DESK, SourceKind.SCREEN));
    }

    @Test
    void nobodyIsSeenOrRecordedOutsideAMeeting() {
        assertThat(Plans.of(offered(), 1)).isNull();
        assertThat(Plans.of(after(live().end(DESK, NOW)), 1)).isNull();
        RoomPlan held = Objects.requireNonNull(Plans.of(after(live().hold(DESK, true)), 1));
        assertThat(held.members())
                .allSatisfy(member -> assertThat(member.sends()).isEmpty());
        assertThat(Objects.requireNonNull(held.recording()).paused()).isTrue();
    }

    private static List<SlotFill> slotsOf(RoomPlan plan, MemberId member) {
        return plan.members().stream()
                .filter(it -> it.member().equals(member))
                .findFirst()
                .orElseThrow()
                .slots();
    }
}
