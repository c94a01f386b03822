package org.yizhan.signaling.consultation.application;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.bridge.CaptureState;
import org.yizhan.protocol.bridge.CaptureWish;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.signaling.bridges.Bridges;
import org.yizhan.signaling.consultation.application.Consultations.Stored;
import org.yizhan.signaling.consultation.model.Consultation;
import org.yizhan.signaling.consultation.model.Happening;
import org.yizhan.signaling.consultation.model.Outcome;
import org.yizhan.signaling.consultation.model.Refusal;
import org.yizhan.signaling.refusal.Refusals;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Has the headers of a meeting's packets written down, for an administrator who looks for a fault. Who did
/// is
/// registered, and everybody sees on the time line that it was done: both are there, or nothing is captured.
@Component
public class Capturing {

    private final Consultations consultations;
    private final Changing changing;
    private final CaptureRegister register;
    private final Bridges bridges;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Capturing(
            Consultations consultations,
            Changing changing,
            CaptureRegister register,
            Bridges bridges,
            TransactionalOperator transaction,
            Clock clock) {
        this.consultations = consultations;
        this.changing = changing;
        this.register = register;
        this.bridges = bridges;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Begins one. What the bridge refuses leaves no trace.
    public Mono<CaptureState> begin(ConsultationId id, Actor actor, int seconds, long bytes) {
        UUID capture = UUID.randomUUID();
        return visible(id, actor)
                .flatMap(Capturing::bridge)
                .flatMap(bridge -> transaction.transactional(changing.happen(id, it -> decide(it, seconds))
                        .then(register.add(capture, id, actor, seconds, bytes, clock.instant()))
                        .then(bridges.capture(bridge, id, new CaptureWish(capture, seconds, bytes)))));
    }

    private static Outcome decide(Consultation consultation, int seconds) {
        return consultation.isLive()
                ? consultation.note(Happening.of("headers-captured", "seconds", seconds))
                : Refusal.NOT_NOW;
    }

    /// How far it is.
    public Mono<CaptureState> state(ConsultationId id, Actor actor, UUID capture) {
        return visible(id, actor)
                .filterWhen(_ -> register.has(capture, id))
                .flatMap(Capturing::bridge)
                .flatMap(bridge -> bridges.captured(bridge, id))
                .filter(state -> state.capture().equals(capture))
                .switchIfEmpty(Refusals.refuse(Refusals.CAPTURE_NOT_FOUND));
    }

    /// The file, once nothing more comes. Refusals come before its first byte.
    public Mono<Flux<byte[]>> file(ConsultationId id, Actor actor, UUID capture) {
        return state(id, actor, capture)
                .filter(CaptureState::over)
                .switchIfEmpty(Refusals.refuse(Refusals.NOT_NOW))
                .then(visible(id, actor).flatMap(Capturing::bridge))
                .map(bridge -> bridges.captureFile(bridge, id));
    }

    /// Who had it done, and when.
    public Flux<CaptureRegister.Entry> register(ConsultationId id, Actor actor) {
        return visible(id, actor).flatMapMany(_ -> register.of(id));
    }

    /// Meetings of other stations are nobody's business.
    private Mono<Stored> visible(ConsultationId id, Actor actor) {
        return consultations
                .find(id)
                .filter(stored ->
                        actor.sees(stored.consultation().facts().brief().scope()))
                .switchIfEmpty(Refusals.refuse(Refusals.CONSULTATION_NOT_FOUND));
    }

    private static Mono<String> bridge(Stored stored) {
        return Mono.justOrEmpty(stored.bridge()).switchIfEmpty(Refusals.refuse(Refusals.MEDIA_UNAVAILABLE));
    }
}
