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
                Problem.of(422, "decision-needs-reason", "请说明理由。", "Say why.").at("comment");
            case ALREADY_VOTED -> Problem.of(409, "countersign-already-voted", "您已经表决。", "You have voted already.");
            case SEATS_TAKEN ->
                Problem.of(409, "countersign-seats-taken", "本岗位的表决席位已满。", "All seats of your kind have voted.");
            case RETURN_NOT_THERE ->
                Problem.of(422, "return-not-there", "不能退回到这个环节。", "The case cannot be sent back to that step.")
                        .at("to");
            case SUSPENDED -> Problem.of(409, "case-suspended", "办件已中止，恢复后再办理。", "The case is suspended.");
            case NOT_SUSPENDED -> Problem.of(409, "case-not-suspended", "办件没有中止。", "The case is not suspended.");
            case HELD_BY_OTHER ->
                Problem.of(409, "decision-held-by-other", "这个环节已由他人接手。", "Somebody else has this step in hand.");
            case OFFERED_TO_OTHER ->
                Problem.of(
                        409,
                        "decision-offered-to-other",
                        "这个环节已转给他人，等待接手。",
                        "This step was forwarded to somebody else.");
            case ANSWER_OUTSTANDING ->
                Problem.of(
                        409, "delegate-not-answered", "已委派他人，等待其答复。", "Somebody was asked first and has not answered.");
            case SIGNER_OUTSTANDING ->
                Problem.of(409, "signer-outstanding", "加签人还没有签署意见。", "An added signer has not signed yet.");
            case NOT_ASKED -> Problem.of(403, "decision-not-asked", "这里没有请您签署意见。", "Nobody asked you here.");
            case PERSON_UNKNOWN ->
                Problem.of(422, "person-unknown", "没有这个人员。", "There is no such person.")
                        .at("to");
            case PERSON_UNFIT ->
                Problem.of(422, "person-unfit", "这个人员不能办理本环节。", "That person cannot take this step.")
                        .at("to");
            case NOTHING_TO_TAKE_BACK ->
                Problem.of(
                        409, "nothing-to-take-back", "没有可以拿回的操作，或办件已有变动。", "There is nothing of yours to take back.");
            case NOBODY_ON_DUTY -> Problem.of(409, "nobody-on-duty", "此刻没有带班领导值班。", "Nobody is on duty now.");
        };
    }
}
