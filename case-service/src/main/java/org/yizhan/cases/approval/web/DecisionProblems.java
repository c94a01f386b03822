package org.yizhan.cases.approval.web;

import org.yizhan.cases.approval.model.Refusal;
import org.yizhan.platform.problem.Problem;

/// What people read when a decision is refused.
final class DecisionProblems {

    private DecisionProblems() {}

    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case ACTION_NOT_HERE ->
                Problem.of(
                        409, "decision-not-here", "办件当前环节不能进行这项操作。", "That cannot be done at the case's present step.");
            case NOT_YOUR_STEP ->
                Problem.of(403, "decision-not-yours", "这个环节由其他层级办理。", "Another level takes this step.");
            case NEEDS_MEETING ->
                Problem.of(
                        409,
                        "decision-needs-meeting",
                        "这个环节须在本办件的视频会话中办理。",
                        "This step is taken in a live meeting about the case.");
            case NOT_IN_MEETING ->
                Problem.of(409, "decision-not-in-meeting", "您不在这次视频会话中。", "You are not in that meeting.");
            case OTHER_LEVEL_ABSENT ->
                Problem.of(
                        409,
                        "joint-other-level-absent",
                        "另一方已离开会话，须双方同时在场签署。",
                        "The other level has left the meeting; both must be present.");
            case ALREADY_SIGNED ->
                Problem.of(409, "joint-already-signed", "本层级已经签署。", "Your level has signed already.");
            case SAME_PERSON ->
                Problem.of(409, "joint-same-person", "联办须由两个不同的人签署。", "One person cannot sign for two levels.");
            case OTHER_MEETING ->
                Problem.of(
                        409,
                        "joint-other-meeting",
                        "另一方在别的会话中签署，须在同一次会话中完成。",
                        "The other level signed in another meeting.");
            case HAS_GAPS ->
                Problem.of(409, "case-has-gaps", "申请内容、材料或签名还不齐全。", "Form, papers or signature are still missing.");
            case NEEDS_REASON ->
                Problem.of(422, "decision-needs-reason", "退回补正须一次说明全部原因。", "Say why the case is sent back.")
                        .at("comment");
        };
    }
}
