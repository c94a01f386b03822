package org.yizhan.cases.receipt;

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
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// Gives receipts.
@RestController
class ReceiptController {

    private final Docket docket;
    private final Receipts receipts;

    ReceiptController(Docket docket, Receipts receipts) {
        this.docket = docket;
        this.receipts = receipts;
    }

    @GetMapping("/api/cases/{id}/receipt.pdf")
    Mono<ResponseEntity<byte[]>> receipt(@PathVariable("id") CaseId id) {
        return CurrentActor.get()
                .flatMap(actor -> docket.read(id, actor))
                .flatMap(file -> receipts.of(file).map(bytes -> pdf(file, bytes)));
    }

    private static ResponseEntity<byte[]> pdf(CaseFile file, byte[] bytes) {
        var name = ContentDisposition.inline()
                .filename(file.number() + ".pdf", StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(bytes);
    }
}
