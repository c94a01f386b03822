package org.yizhan.cases.archive;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.HexFormat;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.audit.AuditEntry;
import org.yizhan.cases.audit.AuditTrail;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.TrailCheck;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Shows the trail of a case to those who look after others, with the finding whether it is whole.
@RestController
class AuditController {

    private final Docket docket;
    private final AuditTrail audit;
    private final TrailCheck check;

    AuditController(Docket docket, AuditTrail audit, TrailCheck check) {
        this.docket = docket;
        this.audit = audit;
        this.check = check;
    }

    record Shown(TrailCheck.Verdict verdict, List<Entry> entries) {}

    /// @param body exactly as it was hashed, after the hash of the entry before it
    record Entry(int seq, @JsonRawValue String body, String previous, String hash) {

        static Entry of(AuditEntry entry) {
            var hex = HexFormat.of();
            return new Entry(entry.seq(), entry.body(), hex.formatHex(entry.previous()), hex.formatHex(entry.hash()));
        }
    }

    @GetMapping("/api/cases/{id}/audit")
    Mono<Shown> audit(@PathVariable("id") CaseId id) {
        return CurrentActor.get(Role.SUPERVISOR, Role.AUDITOR)
                .flatMap(actor -> docket.read(id, actor))
                .flatMap(_ -> check.check(id))
                .flatMap(verdict ->
                        audit.of(id).map(Entry::of).collectList().map(entries -> new Shown(verdict, entries)));
    }
}
