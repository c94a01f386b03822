package org.yizhan.cases.material;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.blob.Blobs;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.command.LargeBodies;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.meeting.Meetings;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.MaterialId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Takes and gives papers.
@RestController
class MaterialController {

    private final AddingMaterial adding;
    private final Materials materials;
    private final Meetings meetings;
    private final Blobs blobs;
    private final Docket docket;
    private final Catalogue catalogue;
    private final Commands commands;
    private final LargeBodies bodies;
    private final CaseSettings settings;

    MaterialController(
            AddingMaterial adding,
            Materials materials,
            Meetings meetings,
            Blobs blobs,
            Docket docket,
            Catalogue catalogue,
            Commands commands,
            LargeBodies bodies,
            CaseSettings settings) {
        this.adding = adding;
        this.materials = materials;
        this.meetings = meetings;
        this.blobs = blobs;
        this.docket = docket;
        this.catalogue = catalogue;
        this.commands = commands;
        this.bodies = bodies;
        this.settings = settings;
    }

    /// A paper as pages get it, with the version of the case that holds it.
    record Shown(
            MaterialId id,
            String code,
            String name,
            String contentType,
            int bytes,
            String sha256,
            Instant at,
            long version) {}

    @PostMapping("/api/cases/{id}/materials")
    Mono<ResponseEntity<byte[]>> add(
            @PathVariable("id") CaseId id,
            @RequestParam("code") String code,
            @RequestParam(name = "consultation", required = false) @Nullable String consultation,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            ServerHttpRequest request) {
        var route = "POST /api/cases/" + id + "/materials?code=" + code;
        return CurrentActor.get(Role.TERMINAL, Role.CLERK, Role.OFFICER, Role.PROGRAM)
                .flatMap(actor -> bodies.read(
                        request,
                        (int) settings.materialLimit().toBytes(),
                        content -> adding.store(actor, id, code, content)
                                .zipWith(meetings.confirm(id, consultation))
                                .flatMap(ready -> commands.once(
                                        actor,
                                        key,
                                        route,
                                        content,
                                        adding.add(actor, id, code, ready.getT1(), ready.getT2())
                                                .map(this::answer)))));
    }

    private Answer answer(AddingMaterial.Added added) {
        var material = added.material();
        var shown = new Shown(
                material.id(),
                material.code(),
                name(added.file(), material),
                material.contentType(),
                material.bytes(),
                material.sha256(),
                material.at(),
                added.file().version());
        return Answer.created("/api/cases/" + added.file().id() + "/materials/" + material.id(), shown);
    }

    private String name(CaseFile file, Material material) {
        return catalogue.get(file.matter().item(), file.matter().itemVersion()).paperName(material.code());
    }

    @GetMapping("/api/cases/{id}/materials/{material}")
    Mono<ResponseEntity<byte[]>> get(@PathVariable("id") CaseId id, @PathVariable("material") MaterialId material) {
        return CurrentActor.get().flatMap(actor -> read(actor, id, material));
    }

    private Mono<ResponseEntity<byte[]>> read(Actor actor, CaseId id, MaterialId wanted) {
        return docket.read(id, actor)
                .flatMap(file -> materials
                        .find(file.id(), wanted)
                        .switchIfEmpty(CaseProblems.refuse(Problems.NOT_FOUND))
                        .flatMap(m -> blobs.get(m.sha256()).map(content -> file(file, m, content))));
    }

    private ResponseEntity<byte[]> file(CaseFile file, Material material, byte[] content) {
        var kind = PaperKind.ofContentType(material.contentType());
        var name = file.number() + "-" + material.code() + "." + kind.extension();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(material.contentType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .eTag(material.sha256())
                .body(content);
    }
}
