package org.yizhan.cases.relief;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.LegalBasis;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseViews;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.material.Material;
import org.yizhan.cases.material.Materials;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Shows and grants what lets a case go on without a paper.
@RestController
class ReliefController {

    private final Granting granting;
    private final Certifying certifying;
    private final Reliefs reliefs;
    private final Materials materials;
    private final Docket docket;
    private final Catalogue catalogue;
    private final Commands commands;
    private final CaseViews views;

    ReliefController(
            Granting granting,
            Certifying certifying,
            Reliefs reliefs,
            Materials materials,
            Docket docket,
            Catalogue catalogue,
            Commands commands,
            CaseViews views) {
        this.granting = granting;
        this.certifying = certifying;
        this.reliefs = reliefs;
        this.materials = materials;
        this.docket = docket;
        this.catalogue = catalogue;
        this.commands = commands;
        this.views = views;
    }

    /// @param granted  what was granted
    /// @param possible what could be granted now, by those who may change the case
    record Shown(List<Granted> granted, List<Possible> possible) {}

    /// @param met     the paper came after all
    /// @param overdue it should have come
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Granted(
            String code,
            String name,
            Relief.Kind kind,
            String basis,
            Instant at,
            @Nullable Instant due,
            boolean met,
            boolean overdue) {}

    /// @param due        until when the paper would have to follow
    /// @param caseNumber the earlier case that holds it
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Possible(
            String code,
            String name,
            String nameEn,
            Relief.Kind kind,
            LegalBasis basis,
            @Nullable Instant due,
            @Nullable String caseNumber,
            @Nullable Instant handedIn) {}

    @GetMapping("/api/cases/{id}/reliefs")
    Mono<Shown> of(@PathVariable("id") CaseId id) {
        return CurrentActor.get()
                .flatMap(actor -> docket.read(id, actor)
                        .flatMap(file -> granting.ways(actor, file)
                                .flatMap(ways -> granted(file)
                                        .map(granted -> new Shown(
                                                granted,
                                                ways.stream()
                                                        .map(ReliefController::possible)
                                                        .toList())))));
    }

    private Mono<List<Granted>> granted(CaseFile file) {
        return reliefs.of(file.id())
                .collectList()
                .flatMap(all -> materials
                        .of(file.id())
                        .collectList()
                        .map(held ->
                                all.stream().map(r -> granted(file, r, held)).toList()));
    }

    private Granted granted(CaseFile file, Relief relief, List<Material> held) {
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        var met = relief.isMet(held);
        var overdue = relief.kind() == Relief.Kind.TOLERANCE && !met && !relief.standsIn(docket.now());
        return new Granted(
                relief.code(),
                item.paperName(relief.code()),
                relief.kind(),
                relief.basis(),
                relief.at(),
                relief.due(),
                met,
                overdue);
    }

    private static Possible possible(Granting.Way way) {
        var source = way.source();
        return new Possible(
                way.paper().code(),
                way.paper().name(),
                way.paper().nameEn(),
                way.kind(),
                way.kind().basis(),
                way.due(),
                source == null ? null : source.caseNumber(),
                source == null ? null : source.at());
    }

    /// @param kind `tolerance`, `promise`, `archive` or `certificate`
    record Grant(
            @Nullable Long version,
            @Nullable String code,
            @Nullable String kind) {}

    @PostMapping("/api/cases/{id}/reliefs")
    Mono<ResponseEntity<byte[]>> grant(
            @PathVariable("id") CaseId id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Grant grant) {
        var version = grant.version();
        var code = grant.code();
        if (version == null || code == null) {
            throw new ProblemException(Problems.INVALID.at(version == null ? "version" : "code"));
        }
        var kind = kind(grant.kind());
        return CurrentActor.get(Role.CLERK, Role.OFFICER)
                .flatMap(actor -> granted(actor, id, version, code, kind)
                        .flatMap(granted -> commands.once(
                                actor,
                                key,
                                "POST /api/cases/" + id + "/reliefs",
                                grant,
                                granted.flatMap(file -> views.show(file, actor))
                                        .map(body -> new Answer(201, null, body)))));
    }

    /// What is to be done in the transaction, once everything is known that it must not wait for. A
    /// refusal is left to the transaction, too: it may be that this very command came before.
    private Mono<Mono<CaseFile>> granted(Actor actor, CaseId id, long version, String code, Relief.Kind kind) {
        return kind == Relief.Kind.CERTIFICATE
                ? certifying
                        .ask(actor, id, code)
                        .map(proof -> granting.certify(actor, id, version, code, proof))
                        .onErrorResume(ProblemException.class, refused -> Mono.just(Mono.<CaseFile>error(refused)))
                : Mono.just(granting.grant(actor, id, version, code, kind));
    }

    private static Relief.Kind kind(@Nullable String word) {
        for (var kind : Relief.Kind.values()) {
            if (kind.word().equals(word == null ? "" : word.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new ProblemException(Problems.INVALID.at("kind"));
    }
}
