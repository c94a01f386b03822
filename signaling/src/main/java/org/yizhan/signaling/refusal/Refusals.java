package org.yizhan.signaling.refusal;

import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import reactor.core.publisher.Mono;

/// Refusals by their codes (docs/protocol.md).
public final class Refusals {

    public static final Problem MALFORMED =
            Problem.of(400, "malformed", "收到的内容无法识别。", "What came is not one JSON object.");
    public static final Problem UNKNOWN_TYPE =
            Problem.of(400, "unknown-type", "系统不认识这种消息。", "There is no message of this type.");
    public static final Problem WRONG_FIELD =
            Problem.of(400, "wrong-field", "有一项内容缺失或不符合要求。", "A field is missing or not as it should be.");
    public static final Problem TOO_LARGE = Problem.of(413, "too-large", "内容过大，已拒绝。", "The message is too large.");
    public static final Problem TOO_MANY_MESSAGES =
            Problem.of(429, "too-many-messages", "操作太频繁，请稍候。", "Too many messages. Please wait a moment.");
    public static final Problem HELLO_FIRST =
            Problem.of(409, "hello-first", "连接尚未就绪。", "The first message has to be hello.");
    public static final Problem ALREADY_GREETED =
            Problem.of(409, "already-greeted", "连接已经就绪。", "This socket has said hello already.");
    public static final Problem UNSUPPORTED_PROTOCOL = Problem.of(
            400, "unsupported-protocol", "页面版本过旧，请刷新页面。", "This page is of another version. Please reload it.");
    public static final Problem MEMBER_TAKEN = Problem.of(
            403, "member-taken", "此页面属于另一个账号，请刷新页面。", "This page belongs to another account. Please reload it.");
    public static final Problem REPLACED = Problem.of(409, "replaced", "此页面已在别处打开。", "This page was opened elsewhere.");
    public static final Problem NOT_SIGNED_IN =
            Problem.of(401, "not-signed-in", "登录已失效，请重新登录。", "You are no longer signed in. Please sign in again.");
    public static final Problem FORBIDDEN =
            Problem.of(403, "forbidden", "您没有权限进行此操作。", "You are not allowed to do this.");
    public static final Problem CASE_NOT_FOUND =
            Problem.of(404, "case-not-found", "没有找到这个办件。", "There is no such case.");
    public static final Problem BRIDGE_NOT_FOUND =
            Problem.of(404, "bridge-not-found", "没有这个音视频服务。", "There is no such media bridge.");
    public static final Problem CAPTURE_NOT_FOUND =
            Problem.of(404, "capture-not-found", "没有抓包文件，或已被清除。", "There is no such capture any more.");
    public static final Problem TICKET_NOT_FOUND =
            Problem.of(404, "ticket-not-found", "没有找到这张号票。", "There is no such ticket.");
    public static final Problem QUEUE_EMPTY = Problem.of(409, "queue-empty", "现在没有等候的居民。", "Nobody is waiting now.");
    public static final Problem NOT_AVAILABLE =
            Problem.of(409, "not-available", "请先设为可接待。", "Set yourself available first.");
    public static final Problem BUSY = Problem.of(409, "busy", "您还在另一场会话中。", "You are still in another consultation.");
    public static final Problem CONSULTATION_NOT_FOUND =
            Problem.of(404, "consultation-not-found", "没有找到这场会话。", "There is no such consultation.");
    public static final Problem CONSULTATION_OVER =
            Problem.of(409, "consultation-over", "这场会话已经结束。", "This consultation is over.");
    public static final Problem NOT_NOW = Problem.of(409, "not-now", "现在不能进行此操作。", "This cannot be done now.");
    public static final Problem NOBODY_AVAILABLE =
            Problem.of(409, "nobody-available", "现在没有可以加入的工作人员。", "Nobody who could join is available now.");
    public static final Problem ALREADY_INVITED =
            Problem.of(409, "already-invited", "对方已在会话中或已收到邀请。", "They take part or are invited already.");
    public static final Problem TOO_MANY_MEMBERS =
            Problem.of(409, "too-many-members", "会话人数已满。", "The meeting is full.");
    public static final Problem NOT_RECORDED =
            Problem.of(409, "not-recorded", "这场会话没有录像。", "This meeting is not recorded.");
    public static final Problem PAUSE_REASON = Problem.of(
                    400, "recording-pause-reason", "请选择暂停录像的原因。", "Choose why the recording is paused.")
            .at("reason");
    public static final Problem MEDIA_UNAVAILABLE = Problem.of(
            503, "media-unavailable", "音视频服务暂时不可用，正在重试。", "Video is not available at the moment. Please try again.");

    private Refusals() {}

    public static <T> Mono<T> refuse(Problem problem) {
        return Mono.error(() -> new ProblemException(problem));
    }
}
