package org.yizhan.cases.archive;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.audit.AuditHead;
import org.yizhan.cases.audit.HeadKey;
import org.yizhan.cases.audit.Heads;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.TrailExport;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Hands the trail to auditors, and its heads to whoever keeps them outside as a witness.
@RestController
class AuditExportController {

    private static final MediaType LINES = MediaType.parseMediaType("application/x-ndjson");
    private static final DataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

    private static final Problem NOT_WHOLE = Problem.of(
            403,
            "audit-not-whole",
            "审计链包含全部办件，只有负责全部驿站的审计员可以导出。",
            "The trail holds every case; only an auditor of all stations may export it.");

    private final Heads heads;
    private final HeadKey key;
    private final TrailExport export;

    AuditExportController(Heads heads, HeadKey key, TrailExport export) {
        this.heads = heads;
        this.key = key;
        this.export = export;
    }

    /// Everything that `./verify` needs. Only for auditors whose station covers every case, because it holds them all.
    @GetMapping("/api/audit/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export() {
        return CurrentActor.get(Role.AUDITOR)
                .filterWhen(actor -> export.isWithin(actor.station()))
                .switchIfEmpty(CaseProblems.refuse(NOT_WHOLE))
                .map(_ -> lines(export.lines()));
    }

    /// The heads after a position.
    @GetMapping("/api/audit/heads")
    Mono<ResponseEntity<Flux<DataBuffer>>> heads(@RequestParam(name = "after", defaultValue = "0") long after) {
        return CurrentActor.get(Role.AUDITOR, Role.SUPERVISOR)
                .map(_ -> lines(heads.after(after).map(AuditHead::json)));
    }

    /// The public key that the heads are signed with.
    @GetMapping(path = "/api/audit/key", produces = MediaType.TEXT_PLAIN_VALUE)
    Mono<String> key() {
        return CurrentActor.get(Role.AUDITOR, Role.SUPERVISOR).map(_ -> key.publicPem());
    }

    private static ResponseEntity<Flux<DataBuffer>> lines(Flux<String> lines) {
        return ResponseEntity.ok()
                .contentType(LINES)
                .body(lines.map(line -> BUFFERS.wrap((line + "\n").getBytes(StandardCharsets.UTF_8))));
    }
}
