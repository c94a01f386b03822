package org.yizhan.protocol.consultation;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.yizhan.protocol.id.ConsultationId;
import reactor.core.publisher.Mono;

/// What other parts ask of signaling.
@HttpExchange("/internal/consultations")
public interface Consultations {

    /// Who takes part in a consultation now. Empty when there is no such consultation.
    @GetExchange("/{consultation}/attendance")
    Mono<Attendance> attendance(@PathVariable("consultation") ConsultationId consultation);
}
