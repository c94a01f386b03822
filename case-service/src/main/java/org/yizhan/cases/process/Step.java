package org.yizhan.cases.process;

import java.util.List;
import java.util.Map;

/// One step (环节) of a process.
///
/// @param level   the level whose work it is, for showing
/// @param mode    whether one taker takes it, or every taker signs in one meeting
/// @param kind    what the case is while it stands here
/// @param takers  who may take it; of a joint step: who must all sign
/// @param actions what may be done, with the id of the step that follows, or [#END]
public record Step(
        String id,
        Level level,
        String name,
        String nameEn,
        Mode mode,
        Kind kind,
        List<Taker> takers,
        Map<String, String> actions) {

    /// What follows the last step.
    public static final String END = "end";

    /// How a step is taken.
    public enum Mode {
        SINGLE,
        JOINT
    }

    /// What a case is while it stands at a step.
    public enum Kind {
        /// Being put together; nobody has looked at it yet.
        DRAFT,
        /// Waiting for a decision.
        REVIEW,
        /// Sent back to be put right.
        CORRECTION
    }
}
