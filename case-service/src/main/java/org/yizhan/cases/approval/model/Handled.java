package org.yizhan.cases.approval.model;

import org.yizhan.cases.process.Course;

/// What became of a [Handling].
public sealed interface Handled {

    /// It was done.
    ///
    /// @param step  the step that it concerned
    /// @param quiet whether nobody's open page gets stale by it
    record Done(Course course, String step, boolean quiet) implements Handled {}

    /// It was not, and nothing changed.
    record Refused(Refusal why) implements Handled {}
}
