package org.yizhan.cases.notice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.CaseViews;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.paper.Press;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.MaterialId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Gives notices and shows them.
@RestController
class NoticeController {

    private static final int LONGEST_REASON = 200;
    private static final int MOST_PAPERS = 100;

    private final Notifying notifying;
    private final Notices notices;
    private final Docket docket;
    private final Catalogue catalogue;
    private final Press press;
    private final Commands commands;
    private final CaseViews views;
    private final CaseSettings settings;

    NoticeController(
            Notifying notifying,
            Notices notices,
            Docket docket,
            Catalogue catalogue,
            Press press,
            Commands commands,
            CaseViews views,
            CaseSettings settings) {
        this.notifying = notifying;
        this.notices = notices;
        this.docket = docket;
        this.catalogue = catalogue;
        this.press = press;
        this.commands = commands;
        this.views = views;
        this.settings = settings;
    }

    /// @param until until when the first notice can be given; what was not told by then counts as accepted
    record Told(Instant until, List<Shown> given) {}

    record Shown(
            int number, Instant at, String by, List<NoticeSheet.Line> gaps, List<Notice.Unfit> unfit, String url) {}

    @GetMapping("/api/cases/{id}/notices")
    Mono<Told> of(@PathVariable("id") CaseId id) {
        return CurrentActor.get()
                .flatMap(actor -> docket.read(id, actor))
                .flatMap(file -> notices.of(id)
                        .map(notice -> shown(file, notice))
                        .collectList()
                        .map(given -> new Told(notifying.until(file), given)));
    }

    private Shown shown(CaseFile file, Notice notice) {
        var url = "/api/cases/" + file.id() + "/notices/" + notice.number() + "/notice.pdf";
        return new Shown(
                notice.number(), notice.at(), notice.name(), sheet(file, notice).lines(), notice.unfit(), url);
    }

    private NoticeSheet sheet(CaseFile file, Notice notice) {
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        return new NoticeSheet(file, item, notice, settings.zone());
    }

    @GetMapping("/api/cases/{id}/notices/{number}/notice.pdf")
    Mono<ResponseEntity<byte[]>> paper(@PathVariable("id") CaseId id, @PathVariable("number") int number) {
        return CurrentActor.get()
                .flatMap(actor -> docket.read(id, actor))
                .flatMap(file -> notices.of(id)
                        .filter(n -> n.number() == number)
                        .singleOrEmpty()
                        .switchIfEmpty(CaseProblems.refuse(Problems.NOT_FOUND))
                        .flatMap(notice -> press.print(
                                "一次性告知书 " + file.number(),
                                sheet -> sheet(file, notice).write(sheet)))
                        .map(bytes -> pdf(file, number, bytes)));
    }

    private static ResponseEntity<byte[]> pdf(CaseFile file, int number, byte[] bytes) {
        var name = ContentDisposition.inline()
                .filename(file.number() + "-notice-" + number + ".pdf", StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(bytes);
    }

    /// @param unfit papers of the case that do not do
    record Give(@Nullable Long version, @Nullable List<@Nullable Unfit> unfit) {}

    /// @param why as the resident reads it
    record Unfit(@Nullable MaterialId material, @Nullable String why) {}

    @PostMapping("/api/cases/{id}/notices")
    Mono<ResponseEntity<byte[]>> give(
            @PathVariable("id") CaseId id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Give give) {
        var version = give.version();
        if (version == null) {
            throw new ProblemException(Problems.INVALID.at("version"));
        }
        var unfit = unfit(give);
        return CurrentActor.get(Role.CLERK, Role.OFFICER)
                .flatMap(actor -> commands.once(
                        actor,
                        key,
                        "POST /api/cases/" + id + "/notices",
                        give,
                        notifying
                                .give(actor, id, version, unfit)
                                .flatMap(file -> views.show(file, actor))
                                .map(body -> new Answer(201, null, body))));
    }

    private static Map<MaterialId, String> unfit(Give give) {
        var unfit = new LinkedHashMap<MaterialId, String>();
        var listed = give.unfit() == null ? List.<@Nullable Unfit>of() : give.unfit();
        for (var one : listed) {
            var material = one == null ? null : one.material();
            var why = one == null ? null : one.why();
            if (material == null || why == null || !isReason(why) || listed.size() > MOST_PAPERS) {
                throw new ProblemException(Problems.INVALID.at("unfit"));
            }
            unfit.put(material, why.strip());
        }
        return unfit;
    }

    private static boolean isReason(String why) {
        return !why.isBlank() && why.length() <= LONGEST_REASON && why.chars().noneMatch(Character::isISOControl);
    }
}
