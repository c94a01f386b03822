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
    /// The first signature of the joint step was given in another meeting.
    OTHER_MEETING,
    /// Form, papers or signature are missing.
    HAS_GAPS,
    /// Whoever sends a case back says why.
    NEEDS_REASON
}
