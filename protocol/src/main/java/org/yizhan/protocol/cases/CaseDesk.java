package org.yizhan.protocol.cases;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// What other parts ask of the case service.
@HttpExchange("/internal/cases")
public interface CaseDesk {

    /// What a ticket needs to know of its case. Empty when there is no such case.
    @GetExchange("/{case}/brief")
    Mono<CaseBrief> brief(@PathVariable("case") CaseId caseId);
}
