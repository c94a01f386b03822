package org.yizhan.cases.approval.model;

import java.util.List;
import org.yizhan.cases.process.Course;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Step;

/// The case as a whole, which may stand at several steps at once.
public final class Whole {

    public static final String COMPLETED = "completed";
    public static final String WITHDRAWN = "withdrawn";
    public static final String DENIED = "denied";
    public static final String SUSPENDED = "suspended";

    private Whole() {}

    /// The state of a case that has just ended.
    public static String ending(String action) {
        return switch (action) {
            case "withdraw" -> WITHDRAWN;
            case "deny" -> DENIED;
            default -> COMPLETED;
        };
    }

    /// The state of a case that is not over.
    public static String word(ProcessDefinition process, Course course) {
        if (course.halt() != null) {
            return SUSPENDED;
        }
        return Approval.at(process, course, course.places().getFirst(), List.of())
                .word();
    }

    /// Whether form and papers stay as they are: always, but while the case is put together, put right, or looked at in
    /// the meeting of a joint step that nobody has signed.
    ///
    /// @param signed whether somebody has signed the joint step
    public static boolean isFrozen(ProcessDefinition process, Course course, boolean signed) {
        if (course.halt() != null || course.places().size() != 1) {
            return true;
        }
        var step = process.step(course.places().getFirst().step()).orElseThrow();
        return switch (step.mode()) {
            case SINGLE -> step.kind() == Step.Kind.REVIEW;
            case JOINT -> signed;
            case COUNTERSIGN -> true;
        };
    }
}
