package org.yizhan.cases.approval.model;

/// What became of a decision.
public sealed interface Outcome {

    /// It was taken.
    ///
    /// @param action as it is told: a joint step's last signature is told as `complete`
    record Decided(String action, Approval after) implements Outcome {}

    /// It was not, and nothing changed.
    record Refused(Refusal why) implements Outcome {}
}
