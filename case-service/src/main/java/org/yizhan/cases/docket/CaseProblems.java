package org.yizhan.cases.docket;

import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import reactor.core.publisher.Mono;

/// Refusals that several activities share. What is out of a reader's scope is simply not there.
public final class CaseProblems {

    public static final Problem NOT_FOUND = Problem.of(404, "case-not-found", "没有找到这个办件。", "There is no such case.");
    public static final Problem STALE = Problem.of(
            409,
            "case-stale-version",
            "办件刚刚有变动，请看过最新内容再操作。",
            "The case has changed meanwhile; look at it again first.");
    public static final Problem NOT_EDITABLE =
            Problem.of(409, "case-not-editable", "办件当前环节不能修改。", "The case cannot be changed at its present step.");
    public static final Problem NOT_YOURS = Problem.of(403, "forbidden", "您不能进行这项操作。", "This is not for you to do.");

    private CaseProblems() {}

    public static <T> Mono<T> refuse(Problem problem) {
        return Mono.error(() -> new ProblemException(problem));
    }
}
