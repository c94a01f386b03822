package org.yizhan.cases.signature;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.command.LargeBodies;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseViews;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.meeting.Meetings;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Shows the document, asks for the signature, takes it.
@RestController
class SignatureController {

    /// Ten thousand points with all their decimals.
    private static final int LARGEST_SIGNATURE = 1_000_000;

    private final Docket docket;
    private final Documents documents;
    private final Signing signing;
    private final Meetings meetings;
    private final Catalogue catalogue;
    private final Commands commands;
    private final CaseViews views;
    private final LargeBodies bodies;
    private final JsonMapper json;

    SignatureController(
            Docket docket,
            Documents documents,
            Signing signing,
            Meetings meetings,
            Catalogue catalogue,
            Commands commands,
            CaseViews views,
            LargeBodies bodies,
            JsonMapper json) {
        this.docket = docket;
        this.documents = documents;
        this.signing = signing;
        this.meetings = meetings;
        this.catalogue = catalogue;
        this.commands = commands;
        this.views = views;
        this.bodies = bodies;
        this.json = json;
    }

    @GetMapping("/api/cases/{id}/document")
    Mono<ResponseEntity<byte[]>> document(@PathVariable("id") CaseId id) {
        return CurrentActor.get()
                .flatMap(actor -> docket.read(id, actor))
                .flatMap(file -> documents
                        .of(file)
                        .flatMap(document -> documents.bytes(document).map(bytes -> pdf(file, document, bytes))));
    }

    private static ResponseEntity<byte[]> pdf(CaseFile file, Document document, byte[] bytes) {
        var name = ContentDisposition.inline()
                .filename(file.number() + "-" + document.formRevision() + ".pdf", StandardCharsets.UTF_8)
                .build();
        var digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(document.sha256()));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Digest", "sha-256=" + digest)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .eTag(document.sha256())
                .body(bytes);
    }

    record Ask(@Nullable Long version, @Nullable String consultation) {}

    record Asked(UUID id, String documentHash, String documentUrl, Instant expiresAt, long version) {}

    @PostMapping("/api/cases/{id}/signature-requests")
    Mono<ResponseEntity<byte[]>> ask(
            @PathVariable("id") CaseId id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Ask ask) {
        var version = required(ask.version(), "version");
        var route = "POST /api/cases/" + id + "/signature-requests";
        return CurrentActor.get(Role.CLERK, Role.OFFICER, Role.TERMINAL, Role.PROGRAM)
                .flatMap(actor -> docket.read(id, actor)
                        .flatMap(file -> documents
                                .of(file)
                                .zipWith(meetings.confirm(id, ask.consultation()))
                                .flatMap(ready -> commands.once(
                                        actor,
                                        key,
                                        route,
                                        ask,
                                        signing.ask(actor, id, version, ready.getT1(), formGaps(file), ready.getT2())
                                                .map(SignatureController::answer)))));
    }

    private List<String> formGaps(CaseFile file) {
        return catalogue
                .get(file.matter().item(), file.matter().itemVersion())
                .form()
                .gaps(file.form());
    }

    private static Answer answer(Signing.Asked asked) {
        var request = asked.request();
        var url = "/api/cases/" + asked.file().id() + "/document";
        var body = new Asked(
                request.id(),
                request.documentHash(),
                url,
                request.expiresAt(),
                asked.file().version());
        return new Answer(201, null, body);
    }

    record Give(
            @Nullable String request,
            @Nullable String documentHash,
            @Nullable List<@Nullable List<PadStrokes.@Nullable Point>> strokes,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable String consultation) {}

    @PostMapping("/api/cases/{id}/signatures")
    Mono<ResponseEntity<byte[]>> give(
            @PathVariable("id") CaseId id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            ServerHttpRequest request) {
        return CurrentActor.get(Role.TERMINAL, Role.CLERK, Role.PROGRAM)
                .flatMap(actor -> bodies.read(request, LARGEST_SIGNATURE, body -> give(actor, id, key, read(body))));
    }

    private Mono<ResponseEntity<byte[]>> give(Actor actor, CaseId id, @Nullable String key, Give give) {
        var pad = new Signing.Pad(
                uuid(required(give.request(), "request")),
                required(give.documentHash(), "documentHash"),
                give.strokes(),
                required(give.width(), "width"),
                required(give.height(), "height"));
        return docket.read(id, actor)
                .then(meetings.confirm(id, give.consultation()))
                .flatMap(meeting -> commands.once(
                        actor,
                        key,
                        "POST /api/cases/" + id + "/signatures",
                        give,
                        signing.give(actor, id, pad, meeting)
                                .flatMap(file -> views.show(file, actor))
                                .map(body -> new Answer(201, null, body))));
    }

    private Give read(byte[] body) {
        try {
            var give = json.readValue(body, Give.class);
            if (give == null) {
                throw new ProblemException(Problems.INVALID);
            }
            return give;
        } catch (JacksonException _) {
            throw new ProblemException(Problems.BAD_JSON);
        }
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new ProblemException(Problems.INVALID.at("request"));
        }
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new ProblemException(Problems.INVALID.at(field));
        }
        return value;
    }
}
