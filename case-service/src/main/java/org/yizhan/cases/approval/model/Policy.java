package org.yizhan.cases.approval.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.Place;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Step;

/// A rule that a decision must pass. A new rule is one constant and one line of a list.
@FunctionalInterface
interface Policy {

    /// Null when the decision passes.
    @Nullable
    Refusal check(Decision decision);

    Set<String> WITH_REASON = Set.of(Step.RETURN, "refuse", "deny");

    Policy actionExistsHere = decision -> {
        var known = decision.step().actions().containsKey(decision.action());
        var back = decision.step().returnAny() && decision.action().equals(Step.RETURN);
        return known || back ? null : Refusal.ACTION_NOT_HERE;
    };

    Policy rightLevelAndRole = decision -> decision.taker().isPresent() ? null : Refusal.NOT_YOUR_STEP;

    Policy notSuspended = decision -> decision.course().halt() == null ? null : Refusal.SUSPENDED;

    /// What one has in hand, or was forwarded to one, is not decided by another.
    Policy inNoOthersHands = decision -> inOthersHands(decision.place(), decision.by());

    Policy everybodyAskedHasAnswered = decision -> decision.place().asked() == null ? null : Refusal.ANSWER_OUTSTANDING;

    Policy everybodyAddedHasSigned = decision ->
            decision.leadsOn() && decision.place().signers().stream().anyMatch(s -> s.agrees() == null)
                    ? Refusal.SIGNER_OUTSTANDING
                    : null;

    Policy inMeetingWhereTheStepWantsOne = decision -> {
        var wanted = decision.taker().map(taker -> taker.meeting()).orElse(false);
        return wanted ? meeting(decision) : null;
    };

    Policy nothingIsMissing = decision -> decision.situation().gaps().isEmpty() ? null : Refusal.HAS_GAPS;

    /// Papers that were to follow have come before the case is brought to its end.
    Policy nothingIsOwed = decision -> {
        var target = decision.step().actions().get(decision.action());
        var ends = target != null && decision.process().mayEnd(target);
        return ends && !WITH_REASON.contains(decision.action()) ? nothingIsMissing.check(decision) : null;
    };

    Policy reasonWhenSentBackOrRefused = decision ->
            WITH_REASON.contains(decision.action()) && decision.situation().isSilent() ? Refusal.NEEDS_REASON : null;

    Policy backToAPassedStep = decision -> {
        if (!decision.action().equals(Step.RETURN)) {
            return null;
        }
        var to = decision.situation().to();
        if (to == null) {
            return decision.step().actions().containsKey(Step.RETURN) ? null : Refusal.RETURN_NOT_THERE;
        }
        var fixed = to.equals(decision.step().actions().get(Step.RETURN));
        var behind =
                decision.step().returnAny() && isBehind(decision.process(), decision.course(), decision.step(), to);
        return fixed || behind ? null : Refusal.RETURN_NOT_THERE;
    };

    /// In the order in which people want to hear of them.
    List<Policy> ALWAYS = List.of(
            actionExistsHere,
            rightLevelAndRole,
            notSuspended,
            inNoOthersHands,
            everybodyAskedHasAnswered,
            everybodyAddedHasSigned,
            backToAPassedStep);

    List<Policy> ACCEPTING = List.of(inMeetingWhereTheStepWantsOne, nothingIsMissing, reasonWhenSentBackOrRefused);

    List<Policy> REVIEWING =
            List.of(inMeetingWhereTheStepWantsOne, nothingIsOwed, reasonWhenSentBackOrRefused, backToAPassedStep);

    List<Policy> RESUBMITTING = ACCEPTING;

    static @Nullable Refusal inOthersHands(Place place, By by) {
        var offered = place.offered();
        if (offered != null) {
            return by.actsAs(offered) ? null : Refusal.OFFERED_TO_OTHER;
        }
        var holder = place.holder();
        return holder == null || by.actsAs(holder) ? null : Refusal.HELD_BY_OTHER;
    }

    /// Whether the case has passed that step, and a way leads back to it without entering another branch.
    static boolean isBehind(ProcessDefinition process, Course course, Step from, String to) {
        return course.passed().contains(to) && !to.equals(from.id()) && encloses(process, to, from.id());
    }

    private static boolean encloses(ProcessDefinition process, String outer, String inner) {
        var start = process.branchesOf(outer);
        var path = process.branchesOf(inner);
        return path.size() >= start.size() && path.subList(0, start.size()).equals(start);
    }

    /// That the decider is in a live meeting about this case.
    static @Nullable Refusal meeting(Decision decision) {
        var meeting = decision.situation().meeting();
        if (meeting == null || !meeting.live() || !meeting.ofCase()) {
            return Refusal.NEEDS_MEETING;
        }
        return meeting.has(decision.by().subject()) ? null : Refusal.NOT_IN_MEETING;
    }
}
