package org.yizhan.signaling.consultation.application;

import java.time.Instant;
import java.util.UUID;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.ConsultationId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The register of captures of headers. Only ever added to.
public interface CaptureRegister {

    /// One capture.
    ///
    /// @param name    who asked, as others see them
    /// @param station where they belong
    record Entry(UUID capture, String subject, String name, String station, int seconds, long bytes, Instant at) {}

    /// In the running transaction.
    Mono<Void> add(UUID capture, ConsultationId consultation, Actor actor, int seconds, long bytes, Instant at);

    Mono<Boolean> has(UUID capture, ConsultationId consultation);

    /// Oldest first.
    Flux<Entry> of(ConsultationId consultation);
}
