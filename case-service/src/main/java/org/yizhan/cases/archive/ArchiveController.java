package org.yizhan.cases.archive;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.docket.CaseViews;
import org.yizhan.cases.docket.Docket;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Shows cases.
@RestController
class ArchiveController {

    private static final int LONGEST_SEARCH = 60;

    /// Nobody reads further; who has more results says more of what they look for.
    private static final int LAST_PAGE = 100;

    private final Docket docket;
    private final CaseViews views;
    private final Lists lists;

    ArchiveController(Docket docket, CaseViews views, Lists lists) {
        this.docket = docket;
        this.views = views;
        this.lists = lists;
    }

    @GetMapping("/api/cases/{id}")
    Mono<Object> get(@PathVariable("id") CaseId id) {
        return CurrentActor.get().flatMap(actor -> docket.read(id, actor).flatMap(file -> views.show(file, actor)));
    }

    @GetMapping("/api/cases")
    Mono<Listing> search(
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(name = "page", defaultValue = "0") int page) {
        if (text.length() > LONGEST_SEARCH) {
            return Mono.error(() -> new ProblemException(Problems.INVALID.at("q")));
        }
        requirePage(page);
        return CurrentActor.get().flatMap(actor -> lists.search(actor, text, page));
    }

    @GetMapping("/api/worklist")
    Mono<Listing> worklist(@RequestParam(name = "page", defaultValue = "0") int page) {
        requirePage(page);
        return CurrentActor.get(Role.CLERK, Role.OFFICER, Role.DUTY_LEADER)
                .flatMap(actor -> lists.worklist(actor, page));
    }

    private static void requirePage(int page) {
        if (page < 0 || page > LAST_PAGE) {
            throw new ProblemException(Problems.INVALID.at("page"));
        }
    }
}
