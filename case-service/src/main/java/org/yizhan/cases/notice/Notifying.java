package org.yizhan.cases.notice;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.yizhan.cases.approval.Gaps;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Editing;
import org.yizhan.cases.material.Material;
import org.yizhan.cases.material.Materials;
import org.yizhan.cases.worktime.WorkingTimes;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.MaterialId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Gives a notice, in the caller's transaction. The gaps are found by the program, so none is forgotten; a person adds
/// which papers do not do. A later notice tells only of what could not be seen at the first one.
@Component
class Notifying {

    /// 行政许可法 § 32 (4): at once, or within five working days.
    private static final int WORKING_DAYS = 5;

    private static final Problem NOTHING =
            Problem.of(409, "notice-nothing-missing", "申请材料齐全，无需告知。", "Nothing is missing.");
    private static final Problem NOTHING_NEW = Problem.of(
            409, "notice-nothing-new", "缺的内容已经一次性告知过。", "Everything that is missing was told in an earlier notice.");
    private static final Problem COULD_BE_SEEN = Problem.of(
                    409,
                    "notice-could-be-seen",
                    "首次告知时已经能发现的问题，不得再次要求补正。",
                    "What could be seen at the first notice must not be asked for in another.")
            .at("unfit");
    private static final Problem TOO_LATE = Problem.of(
            409,
            "notice-too-late",
            "收到申请已超过五个工作日，未告知的视为受理，不得再要求补正。",
            "Five working days have passed; what was not told by then counts as accepted.");
    private static final Problem NO_PAPER = Problem.of(
                    422, "notice-no-such-paper", "办件中没有这份材料。", "The case holds no such paper.")
            .at("unfit");

    private final Docket docket;
    private final Gaps gaps;
    private final Materials materials;
    private final Notices notices;
    private final WorkingTimes times;

    Notifying(Docket docket, Gaps gaps, Materials materials, Notices notices, WorkingTimes times) {
        this.docket = docket;
        this.gaps = gaps;
        this.materials = materials;
        this.notices = notices;
        this.times = times;
    }

    /// Until when the first notice can be given.
    Instant until(CaseFile file) {
        return times.at(file.scope()).plusDays(file.openedAt(), WORKING_DAYS);
    }

    /// @param unfit papers that do not do, and why
    Mono<CaseFile> give(Actor actor, CaseId id, long version, Map<MaterialId, String> unfit) {
        return docket.lock(id, actor, version)
                .flatMap(file -> Editing.allowed(file, actor))
                .flatMap(file -> notices.of(id)
                        .collectList()
                        .flatMap(earlier -> earlier.isEmpty() && docket.now().isAfter(until(file))
                                ? CaseProblems.refuse(TOO_LATE)
                                : declare(file, unfit, earlier)
                                        .flatMap(declared -> tell(actor, file, declared, earlier))));
    }

    private Mono<List<Notice.Unfit>> declare(CaseFile file, Map<MaterialId, String> unfit, List<Notice> earlier) {
        return materials
                .of(file.id())
                .filter(m -> unfit.containsKey(m.id()))
                .collectList()
                .flatMap(papers -> {
                    if (papers.size() < unfit.size()) {
                        return CaseProblems.refuse(NO_PAPER);
                    }
                    if (papers.stream().anyMatch(m -> couldBeSeen(m, earlier))) {
                        return CaseProblems.refuse(COULD_BE_SEEN);
                    }
                    return Flux.fromIterable(papers)
                            .map(m -> new Notice.Unfit(m.id(), m.code(), unfit.getOrDefault(m.id(), "")))
                            .delayUntil(u -> materials.declareUnfit(u.material(), u.why()))
                            .collectList();
                });
    }

    private static boolean couldBeSeen(Material paper, List<Notice> earlier) {
        return !earlier.isEmpty() && !paper.at().isAfter(earlier.getFirst().at());
    }

    private Mono<CaseFile> tell(Actor actor, CaseFile file, List<Notice.Unfit> unfit, List<Notice> earlier) {
        return gaps.of(file).flatMap(missing -> {
            var told = new HashSet<String>();
            earlier.forEach(notice -> told.addAll(notice.gaps()));
            var fresh = new ArrayList<>(missing);
            fresh.removeIf(gap ->
                    told.contains(gap) && unfit.stream().noneMatch(u -> gap.equals("material." + u.code())));
            if (missing.isEmpty() && unfit.isEmpty()) {
                return CaseProblems.refuse(NOTHING);
            }
            return fresh.isEmpty() && unfit.isEmpty()
                    ? CaseProblems.refuse(NOTHING_NEW)
                    : write(actor, file, fresh, unfit, earlier.size() + 1);
        });
    }

    private Mono<CaseFile> write(
            Actor actor, CaseFile file, List<String> missing, List<Notice.Unfit> unfit, int number) {
        var now = docket.now().truncatedTo(ChronoUnit.MICROS);
        var notice = new Notice(file.id(), number, List.copyOf(missing), unfit, actor.subject(), actor.name(), now);
        // The reasons are said to the resident and stay out of the trail.
        var deed = Deed.of(actor, "notice", file)
                .with(Map.of(
                        "number",
                        number,
                        "gaps",
                        notice.gaps(),
                        "unfit",
                        unfit.stream().map(u -> u.material().toString()).toList()))
                .announcing((f, at) -> new Event.CaseChanged(f.id(), null, f.version(), at));
        return notices.add(notice).then(Mono.defer(() -> docket.write(file, deed)));
    }
}
