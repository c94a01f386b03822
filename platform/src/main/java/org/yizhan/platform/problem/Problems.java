package org.yizhan.platform.problem;

/// The refusals that every part may give.
public final class Problems {

    public static final Problem INTERNAL =
            Problem.of(500, "internal", "系统出了问题，请稍后再试。", "Something went wrong here. Please try again in a moment.");
    public static final Problem BUSY =
            Problem.of(503, "busy", "系统正忙，请稍后再试。", "The service is busy. Please try again in a moment.");
    public static final Problem NOT_SIGNED_IN = Problem.of(401, "not-signed-in", "请先登录。", "Please sign in first.");
    public static final Problem FORBIDDEN =
            Problem.of(403, "forbidden", "您没有权限进行此操作。", "You are not allowed to do this.");
    public static final Problem CROSS_ORIGIN =
            Problem.of(403, "cross-origin", "此请求来自其他网站，已拒绝。", "This request came from another site and was refused.");
    public static final Problem NOT_FOUND = Problem.of(404, "not-found", "没有找到。", "There is nothing here.");
    public static final Problem METHOD_NOT_ALLOWED =
            Problem.of(405, "method-not-allowed", "此地址不接受这种请求方法。", "This address does not take that method.");
    public static final Problem NOT_ACCEPTABLE = Problem.of(
            406, "not-acceptable", "无法以所要求的格式回答。", "The answer is not to be had in the form that was asked for.");
    public static final Problem TOO_LARGE = Problem.of(413, "too-large", "内容过大，已拒绝。", "What was sent is too large.");
    public static final Problem UNSUPPORTED_MEDIA_TYPE =
            Problem.of(415, "unsupported-media-type", "不支持这种内容格式。", "Content of this type is not taken here.");
    public static final Problem TOO_MANY_REQUESTS =
            Problem.of(429, "too-many-requests", "请求太频繁，请稍后再试。", "Too many requests. Please wait a moment.");
    public static final Problem BAD_JSON =
            Problem.of(400, "bad-json", "内容不是有效的 JSON。", "What was sent is not valid JSON.");
    public static final Problem BAD_REQUEST =
            Problem.of(400, "bad-request", "请求有误。", "The request is not as it should be.");
    public static final Problem INVALID =
            Problem.of(400, "invalid", "填写的内容不符合要求。", "A value is missing or not as it should be.");

    private Problems() {}
}
