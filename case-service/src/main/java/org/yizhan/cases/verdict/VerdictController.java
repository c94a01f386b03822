package org.yizhan.cases.verdict;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.blob.BlockingWork;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.Docket;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// Gives signed decisions, and what they are checked with.
@RestController
class VerdictController {

    private static final Problem UNDECIDED =
            Problem.of(409, "case-not-decided", "办件还没有办理结果。", "The case has not been decided.");

    private final Docket docket;
    private final Verdicts verdicts;
    private final OfficerKeys keys;
    private final BlockingWork work;

    VerdictController(Docket docket, Verdicts verdicts, OfficerKeys keys, BlockingWork work) {
        this.docket = docket;
        this.verdicts = verdicts;
        this.keys = keys;
        this.work = work;
    }

    @GetMapping("/api/cases/{id}/decision.pdf")
    Mono<ResponseEntity<byte[]>> decision(@PathVariable("id") CaseId id) {
        return CurrentActor.get()
                .flatMap(actor -> docket.read(id, actor))
                .flatMap(file -> verdicts.of(file)
                        .switchIfEmpty(CaseProblems.refuse(UNDECIDED))
                        .map(bytes -> pdf(file, bytes)));
    }

    private static ResponseEntity<byte[]> pdf(CaseFile file, byte[] bytes) {
        var name = ContentDisposition.inline()
                .filename(file.number() + "-decision.pdf", StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(bytes);
    }

    /// The certificate of the authority that officers' own certificates were made by.
    @GetMapping("/api/decisions/authority.pem")
    Mono<ResponseEntity<byte[]>> authority() {
        return CurrentActor.get()
                .then(work.run(() -> OfficerKeys.pem(keys.root(), false)))
                .map(pem -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType("application/x-pem-file"))
                        .body(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
