package org.yizhan.cases.approval.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule that a signature of a joint step must pass, knowing who signed already.
@FunctionalInterface
interface JointPolicy {

    /// Null when the signature passes.
    @Nullable
    Refusal check(Decision decision, List<JointSignature> signed);

    JointPolicy inMeeting = (decision, _) -> Policy.meeting(decision);

    JointPolicy eachLevelOnce = (decision, signed) ->
            signed.stream().anyMatch(s -> s.level() == decision.by().level()) ? Refusal.ALREADY_SIGNED : null;

    JointPolicy twoPeople = (decision, signed) ->
            signed.stream().anyMatch(s -> s.subject().equals(decision.by().subject())) ? Refusal.SAME_PERSON : null;

    JointPolicy oneMeeting = (decision, signed) -> {
        var meeting = decision.situation().meeting();
        return meeting != null && signed.stream().allMatch(s -> s.meeting().equals(meeting.id()))
                ? null
                : Refusal.OTHER_MEETING;
    };

    /// The step is taken together, not one after the other: every level that signs is there, and whoever signed before
    /// has stayed.
    JointPolicy everyLevelPresent = (decision, signed) -> {
        var meeting = decision.situation().meeting();
        return meeting != null
                        && decision.step().takers().stream().allMatch(meeting::has)
                        && signed.stream().allMatch(s -> meeting.has(s.subject()))
                ? null
                : Refusal.OTHER_LEVEL_ABSENT;
    };

    JointPolicy nothingIsMissing = (decision, _) -> Policy.nothingIsMissing.check(decision);

    List<JointPolicy> SIGNING =
            List.of(inMeeting, eachLevelOnce, twoPeople, oneMeeting, everyLevelPresent, nothingIsMissing);
}
