package org.yizhan.cases.meeting;

import java.time.Clock;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Docket;
import org.yizhan.protocol.cases.CaseBrief;
import org.yizhan.protocol.cases.CaseDesk;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// Answers other parts.
@RestController
class CaseDeskController implements CaseDesk {

    private final Docket docket;
    private final Catalogue catalogue;
    private final Clock clock;

    CaseDeskController(Docket docket, Catalogue catalogue, Clock clock) {
        this.docket = docket;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Override
    public Mono<CaseBrief> brief(CaseId caseId) {
        return docket.find(caseId).map(this::brief);
    }

    private CaseBrief brief(CaseFile file) {
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        return new CaseBrief(
                file.id(),
                file.number(),
                item.code(),
                item.name(),
                item.nameEn(),
                file.resident().maskedName(),
                file.scope(),
                file.sitting().terminalAt(clock.instant()));
    }
}
