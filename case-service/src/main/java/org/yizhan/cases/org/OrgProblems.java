package org.yizhan.cases.org;

import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import reactor.core.publisher.Mono;

/// Why a change of the organisation is refused. What lies outside an administrator's own station is not there.
final class OrgProblems {

    static final Problem NO_STATION = Problem.of(404, "station-not-found", "没有这个驿站。", "There is no such station.");
    static final Problem NO_PERSON = Problem.of(404, "person-not-found", "没有这个人员。", "There is no such person.");
    static final Problem NO_POSTING = Problem.of(404, "posting-not-found", "没有这条借调或代班。", "There is no such posting.");
    static final Problem NO_DUTY = Problem.of(404, "duty-not-found", "没有这个班次。", "There is no such shift.");
    static final Problem PATH = Problem.of(
            422, "station-path", "驿站代码有误。", "A station's path is that of the station above it and one more word.");
    static final Problem EXISTS = Problem.of(409, "station-exists", "已有这个驿站。", "There is such a station already.");
    static final Problem KIND = Problem.of(422, "station-kind", "驿站类型与层级不符。", "The kind does not fit the level.");
    static final Problem INTO_ITSELF =
            Problem.of(422, "station-into-itself", "驿站不能划入其下级。", "A station cannot move below itself.");
    static final Problem NAME = Problem.of(422, "org-name", "名称有误。", "The name is missing or too long.");
    static final Problem SUBJECT = Problem.of(422, "org-subject", "账号有误。", "The account is missing or malformed.");
    static final Problem ROLES = Problem.of(422, "org-roles", "角色有误。", "The roles are not known.");
    static final Problem DATES = Problem.of(422, "org-dates", "起止时间有误。", "The end must come after the beginning.");
    static final Problem BEHALF = Problem.of(
            422, "substitution-behalf", "代班须指明被代班人。", "A substitution names another person of that station.");
    static final Problem HOURS =
            Problem.of(422, "working-hours", "工作时间有误。", "Hours look like 09:00-12:00,13:30-17:00.");
    static final Problem CSV = Problem.of(422, "csv", "文件格式有误。", "The file is no CSV with the expected head.");
    static final Problem ROW = Problem.of(422, "csv-row", "本行列数有误。", "The row has another number of columns.");
    static final Problem CSV_LARGE = Problem.of(413, "csv-large", "文件超过 5000 行。", "The file has over 5,000 rows.");

    private OrgProblems() {}

    static ProblemException refused(Problem problem) {
        return new ProblemException(problem);
    }

    static <T> Mono<T> refuse(Problem problem) {
        return Mono.error(() -> new ProblemException(problem));
    }
}
