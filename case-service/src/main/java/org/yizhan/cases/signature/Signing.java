package org.yizhan.cases.signature;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Editing;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Asking a resident to sign, and taking the signature. In the caller's transaction.
@Component
class Signing {

    private static final Problem NO_REQUEST =
            Problem.of(404, "signature-request-unknown", "没有这个签名请求。", "There is no such request to sign.");
    private static final Problem REPLAYED =
            Problem.of(409, "signature-replayed", "这次签名已经收到过。", "This request has been signed already.");
    private static final Problem EXPIRED =
            Problem.of(409, "signature-expired", "签名时间已过，请重新签名。", "The time to sign is over; please ask again.");
    private static final Problem CHANGED = Problem.of(
            409,
            "signature-document-changed",
            "申请内容已有改动，请看过新内容再签名。",
            "The document has changed; it must be read and signed anew.");
    private static final Problem BAD_STROKES = Problem.of(
                    422, "signature-strokes", "签名笔迹无效，请重新签名。", "These strokes are no signature.")
            .at("strokes");
    private static final Problem INCOMPLETE =
            Problem.of(409, "form-incomplete", "申请表还没有填完，不能签名。", "The form must be complete before it is signed.");

    private final Docket docket;
    private final Signatures signatures;
    private final CaseSettings settings;

    Signing(Docket docket, Signatures signatures, CaseSettings settings) {
        this.docket = docket;
        this.signatures = signatures;
        this.settings = settings;
    }

    /// A case after something about its signature changed.
    record Asked(CaseFile file, SignatureRequest request) {}

    /// @param formGaps fields that are still empty
    Mono<Asked> ask(
            Actor actor,
            CaseId id,
            long version,
            Document document,
            List<String> formGaps,
            Optional<ConsultationId> meeting) {
        return docket.lock(id, actor, version)
                .flatMap(file -> Editing.allowed(file, actor))
                .flatMap(file -> formGaps.isEmpty() ? Mono.just(file) : CaseProblems.refuse(INCOMPLETE))
                .flatMap(file -> file.formRevision() == document.formRevision()
                        ? ask(actor, file, document, meeting.orElse(null))
                        : CaseProblems.refuse(CaseProblems.STALE));
    }

    private Mono<Asked> ask(Actor actor, CaseFile file, Document document, @Nullable ConsultationId meeting) {
        var now = docket.now();
        var request = new SignatureRequest(
                UUID.randomUUID(),
                document.formRevision(),
                document.sha256(),
                meeting,
                now.plus(settings.signatureTime()),
                false);
        var deed = Deed.of(actor, "signature-request", file)
                .in(meeting)
                .with(Map.of("request", request.id().toString(), "documentHash", document.sha256()))
                .announcing((f, at) -> new Event.SignatureRequested(
                        f.id(), meeting, f.version(), request.id().toString(), document.sha256(), at));
        return docket.write(file, deed)
                .flatMap(written -> signatures
                        .ask(file.id(), request, actor.subject(), written.changedAt())
                        .thenReturn(new Asked(written, request)));
    }

    /// What came from the pad.
    record Pad(
            UUID request,
            String documentHash,
            @Nullable List<@Nullable List<PadStrokes.@Nullable Point>> strokes,
            int width,
            int height) {}

    Mono<CaseFile> give(Actor actor, CaseId id, Pad pad, Optional<ConsultationId> meeting) {
        return docket.lock(id, actor)
                .flatMap(file ->
                        takesSignatures(actor, file) ? Mono.just(file) : CaseProblems.refuse(CaseProblems.NOT_YOURS))
                .flatMap(file -> signatures
                        .request(file.id(), pad.request())
                        .switchIfEmpty(CaseProblems.refuse(NO_REQUEST))
                        .flatMap(request -> give(actor, file, request, pad, meeting.orElse(null))));
    }

    /// A resident signs at the booth, on the pad of a window's clerk, or in the program that files for them; never on
    /// an officer's desk.
    private static boolean takesSignatures(Actor actor, CaseFile file) {
        return actor.is(Role.TERMINAL)
                || (actor.is(Role.PROGRAM) && file.matter().channel() == Channel.API)
                || (actor.is(Role.CLERK) && file.matter().channel() == Channel.WINDOW)
                || (actor.is(Role.CLERK) && file.state().equals("returned"));
    }

    private Mono<CaseFile> give(
            Actor actor, CaseFile file, SignatureRequest request, Pad pad, @Nullable ConsultationId meeting) {
        if (request.answered()) {
            return CaseProblems.refuse(REPLAYED);
        }
        if (request.formRevision() != file.formRevision()
                || !request.documentHash().equals(pad.documentHash())) {
            return CaseProblems.refuse(CHANGED);
        }
        if (!request.expiresAt().isAfter(docket.now())) {
            return CaseProblems.refuse(EXPIRED);
        }
        var strokes = pad.strokes();
        if (strokes == null || !PadStrokes.areFair(strokes, pad.width(), pad.height())) {
            return CaseProblems.refuse(BAD_STROKES);
        }
        return Editing.allowed(file, actor)
                .flatMap(f -> write(actor, f, request, PadStrokes.write(strokes), pad, meeting));
    }

    private Mono<CaseFile> write(
            Actor actor,
            CaseFile file,
            SignatureRequest request,
            String strokes,
            Pad pad,
            @Nullable ConsultationId meeting) {
        var at = docket.now().truncatedTo(ChronoUnit.MICROS);
        var binding = Signature.bind(request.documentHash(), strokes, pad.width(), pad.height(), meeting, at);
        var signature = new Signature(
                UUID.randomUUID(),
                request.id(),
                request.formRevision(),
                request.documentHash(),
                strokes,
                pad.width(),
                pad.height(),
                meeting,
                actor.subject(),
                at,
                binding);
        var deed = Deed.of(actor, "signature", file)
                .in(meeting)
                .with(Map.of(
                        "request", request.id().toString(), "documentHash", request.documentHash(), "binding", binding))
                .announcing((f, when) -> new Event.SignatureGiven(
                        f.id(), meeting, f.version(), request.id().toString(), when));
        return signatures.give(file.id(), signature).then(docket.write(file, deed));
    }
}
