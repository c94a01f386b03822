package org.yizhan.cases.approval.model;

/// Why a decision is not taken.
public enum Refusal {
    /// The action does not exist at this step.
    ACTION_NOT_HERE,
    /// Somebody else's level or role takes this step.
    NOT_YOUR_STEP,
    /// The step is taken in a live meeting about the case, and there is none.
    NEEDS_MEETING,
    /// There is such a meeting, but the decider is not in it.
    NOT_IN_MEETING,
    /// The joint step needs all levels in the meeting, and one is missing.
    OTHER_LEVEL_ABSENT,
    /// The level has signed already.
    ALREADY_SIGNED,
    /// One person cannot sign for two levels.
    SAME_PERSON,
    /// The first signature of the joint step was given in another meeting that still goes on.
    OTHER_MEETING,
    /// They have voted already.
    ALREADY_VOTED,
    /// All seats of their level and role have voted.
    SEATS_TAKEN,
    /// Form, papers or signature are missing.
    HAS_GAPS,
    /// Whoever sends a case back, refuses, withdraws, suspends or instructs says why.
    NEEDS_REASON,
    /// The case cannot be sent back to that step from here.
    RETURN_NOT_THERE,
    /// The case is suspended.
    SUSPENDED,
    /// The case is not suspended.
    NOT_SUSPENDED,
    /// Somebody else has it in hand.
    HELD_BY_OTHER,
    /// It was forwarded to somebody who has not accepted it yet.
    OFFERED_TO_OTHER,
    /// Somebody was asked to look at it first and has not answered.
    ANSWER_OUTSTANDING,
    /// A signer was added who has not signed.
    SIGNER_OUTSTANDING,
    /// Nobody asked this person.
    NOT_ASKED,
    /// There is no such person.
    PERSON_UNKNOWN,
    /// That person may not take this step, or may not see the case.
    PERSON_UNFIT,
    /// There is nothing of theirs to take back, or somebody has touched the case since.
    NOTHING_TO_TAKE_BACK,
    /// The roster names nobody for this station and minute.
    NOBODY_ON_DUTY
}
