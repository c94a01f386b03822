package org.yizhan.media.playback;

import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;

/// Why a recording is not shown.
final class PlaybackProblem {

    static final Problem NO_RECORDING =
            Problem.of(404, "recording-not-found", "没有找到这段录像。", "There is no such recording.");
    static final Problem ELSEWHERE = Problem.of(
            421,
            "recording-elsewhere",
            "这段录像的文件在另一台音视频服务器上。",
            "The files of this recording are with another media bridge.");
    static final Problem NO_SOURCE =
            Problem.of(404, "recording-source-not-found", "录像中没有这一路。", "The recording has no such source.");
    static final Problem REASON_NEEDED = Problem.of(
                    400, "playback-reason", "请填写调阅理由（最多 500 字）。", "Please state the reason, in at most 500 characters.")
            .at("reason");
    static final Problem PLAYBACK_NEEDED = Problem.of(
            403, "playback-required", "请先填写理由再调阅；此次调阅可能已过期。", "State a reason first; this playback may have expired.");

    static final Problem KEY_MISSING = Problem.of(
            503, "recording-key-missing", "录像已加密，其密钥不在这里。", "The recording is encrypted and its key is not here.");

    static final Problem STORE_AWAY = Problem.of(
            503,
            "recording-store-away",
            "录像在另外的存储中，现在取不回来，请稍后再试。",
            "The recording is in a store that does not give it back now. Please try again later.");

    static final Problem ERASED =
            Problem.of(410, "recording-erased", "录像已到保管期限并销毁。", "The recording reached its term and was erased.");

    private PlaybackProblem() {}

    static ProblemException as(Problem problem) {
        return new ProblemException(problem);
    }
}
