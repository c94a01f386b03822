package org.yizhan.platform.problem;

/// Carries a [Problem] across a reactive border up to the edge, where it becomes the answer. Has no stack trace: it is
/// an
/// answer, not a fault.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
