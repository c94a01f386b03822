package org.yizhan.cases.process;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One step (环节) of a process: somebody's work.
///
/// @param level     the level whose work it is, for showing
/// @param mode      whether one taker takes it, every taker signs in one meeting, or several vote
/// @param kind      what the case is while it stands here
/// @param takers    who may take it; of a joint step: who must all sign; of a countersign step: who is asked
/// @param actions   what may be done, with the id of the step or gate that follows, or [#END]
/// @param quorum    of a countersign step: how many must agree
/// @param returnAny whether `return` may name any step that the case has passed, instead of the one in `actions`
/// @param limit     how long it may take; null for no limit of its own
public record Step(
        String id,
        Level level,
        String name,
        String nameEn,
        Mode mode,
        Kind kind,
        List<Taker> takers,
        Map<String, String> actions,
        @Nullable Quorum quorum,
        boolean returnAny,
        @Nullable Limit limit) {

    /// What follows the last step.
    public static final String END = "end";

    /// The action that leads back. All others lead on.
    public static final String RETURN = "return";

    /// How a step is taken.
    public enum Mode {
        SINGLE,
        JOINT,
        COUNTERSIGN
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

    /// How many people a countersign step asks.
    public int seats() {
        return takers.stream().mapToInt(Taker::seats).sum();
    }

    /// How many of them must agree.
    public int needed() {
        return quorum == null ? takers.size() : quorum.needed(seats());
    }
}
