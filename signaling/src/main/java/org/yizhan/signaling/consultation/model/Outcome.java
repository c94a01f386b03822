package org.yizhan.signaling.consultation.model;

import java.util.List;

/// What a command led to.
public sealed interface Outcome permits Outcome.Moved, Outcome.Unchanged, Refusal {

    /// It took effect.
    ///
    /// @param next       already carries the number of the last happening
    /// @param happenings in order; they take the numbers up to `next.facts().seq()`
    record Moved(Consultation next, List<Happening> happenings) implements Outcome {}

    /// It is as was wished already.
    record Unchanged() implements Outcome {}

    static Moved moved(Consultation next, Happening... happenings) {
        return moved(next, List.of(happenings));
    }

    static Moved moved(Consultation next, List<Happening> happenings) {
        Facts facts = next.facts();
        return new Moved(next.with(facts.atSeq(facts.seq() + happenings.size())), List.copyOf(happenings));
    }
}
