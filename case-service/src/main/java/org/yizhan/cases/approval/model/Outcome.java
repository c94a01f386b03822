package org.yizhan.cases.approval.model;

import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.Place;

/// What became of a decision at a step.
public sealed interface Outcome {

    /// The case leaves the step.
    ///
    /// @param action as it is told: the last signature of a joint step that ends the case is told as `complete`
    /// @param target the step or gate that follows
    record Leaves(String action, String target, @Nullable Signing signing) implements Outcome {}

    /// The step goes on, with what it gathered.
    record Stays(String action, Place place, @Nullable Signing signing) implements Outcome {}

    /// It was not taken, and nothing changed.
    record Refused(Refusal why) implements Outcome {}

    /// A signature of a joint step to be kept.
    ///
    /// @param afresh earlier signatures lapse: the meeting that they were given in is over
    record Signing(JointSignature signature, boolean afresh) {}
}
