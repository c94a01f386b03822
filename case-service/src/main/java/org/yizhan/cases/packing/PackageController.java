package org.yizhan.cases.packing;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Docket;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Gives archive packages.
@RestController
class PackageController {

    private static final Problem NOT_DONE =
            Problem.of(409, "case-not-done", "办件尚未办结，还没有归档包。", "The case is not done; there is no package of it yet.");

    private final Docket docket;
    private final Packages packages;

    PackageController(Docket docket, Packages packages) {
        this.docket = docket;
        this.packages = packages;
    }

    @GetMapping("/api/cases/{id}/package.zip")
    Mono<ResponseEntity<byte[]>> get(@PathVariable("id") CaseId id) {
        return CurrentActor.get(Role.CLERK, Role.OFFICER, Role.SUPERVISOR, Role.AUDITOR)
                .flatMap(actor -> docket.read(id, actor))
                .filter(file -> file.completedAt() != null)
                .switchIfEmpty(Mono.error(() -> new ProblemException(NOT_DONE)))
                .flatMap(file -> packages.of(file).map(bytes -> zip(file, bytes)));
    }

    private static ResponseEntity<byte[]> zip(CaseFile file, byte[] bytes) {
        var name = ContentDisposition.attachment()
                .filename(Packages.name(file) + ".zip", StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(bytes);
    }
}
