package org.yizhan.media.film;

import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;

/// Why there is no film.
final class FilmProblem {

    static final Problem NO_RECORDING =
            Problem.of(404, "recording-not-found", "没有找到这段录像。", "There is no such recording.");
    static final Problem KEY_MISSING = Problem.of(
            503, "recording-key-missing", "录像已加密，其密钥不在这里。", "The recording is encrypted and its key is not here.");
    static final Problem BEING_WRITTEN = Problem.of(
            409,
            "recording-being-written",
            "录像尚未封存，封存之后才能导出。",
            "The recording is not sealed yet; it can be exported once it is.");
    static final Problem NO_ENCODER = Problem.of(
            503, "film-no-encoder", "服务器上没有可用的 ffmpeg，无法导出。", "There is no ffmpeg on the server that can make a film.");
    static final Problem DISK_FULL =
            Problem.of(507, "film-disk-full", "服务器磁盘空间不足，无法导出。", "The server's disk has no room for the film.");
    static final Problem SEAL_BROKEN = Problem.of(
            409,
            "film-seal-broken",
            "录像与封存时不一致，不予导出；请先查看校验结果。",
            "The recording is not as it was sealed and is not exported; see what was found.");
    static final Problem FAILED =
            Problem.of(500, "film-failed", "导出未能完成，请重试。", "The film could not be made; please try again.");
    static final Problem NO_FILM =
            Problem.of(404, "film-not-found", "没有导出的影片，或已到期删除。", "There is no film, or it has been deleted.");
    static final Problem NOT_READY = Problem.of(409, "film-not-ready", "影片还在生成。", "The film is still being made.");

    private FilmProblem() {}

    static ProblemException as(Problem problem) {
        return new ProblemException(problem);
    }
}
