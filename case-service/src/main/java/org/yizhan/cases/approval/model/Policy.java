package org.yizhan.cases.approval.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule that a decision must pass. A new rule is one constant and one line of a list.
@FunctionalInterface
interface Policy {

    /// Null when the decision passes.
    @Nullable
    Refusal check(Decision decision);

    Policy actionExistsHere =
            decision -> decision.step().actions().containsKey(decision.action()) ? null : Refusal.ACTION_NOT_HERE;

    Policy rightLevelAndRole = decision -> decision.taker().isPresent() ? null : Refusal.NOT_YOUR_STEP;

    Policy inMeetingWhereTheStepWantsOne = decision -> {
        var wanted = decision.taker().map(taker -> taker.meeting()).orElse(false);
        return wanted ? meeting(decision) : null;
    };

    Policy nothingIsMissing = decision -> decision.situation().gaps().isEmpty() ? null : Refusal.HAS_GAPS;

    Policy reasonWhenSentBack = decision -> {
        var comment = decision.situation().comment();
        var silent = comment == null || comment.isBlank();
        return decision.action().equals("return") && silent ? Refusal.NEEDS_REASON : null;
    };

    List<Policy> ACCEPTING =
            List.of(actionExistsHere, rightLevelAndRole, inMeetingWhereTheStepWantsOne, nothingIsMissing);

    List<Policy> REVIEWING =
            List.of(actionExistsHere, rightLevelAndRole, inMeetingWhereTheStepWantsOne, reasonWhenSentBack);

    List<Policy> RESUBMITTING = ACCEPTING;

    /// That the decider is in a live meeting about this case.
    static @Nullable Refusal meeting(Decision decision) {
        var meeting = decision.situation().meeting();
        if (meeting == null || !meeting.live() || !meeting.ofCase()) {
            return Refusal.NEEDS_MEETING;
        }
        return meeting.has(decision.by().subject()) ? null : Refusal.NOT_IN_MEETING;
    }
}
