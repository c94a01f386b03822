package org.yizhan.signaling.consultation.application;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.signaling.consultation.application.Consultations.Stored;
import org.yizhan.signaling.consultation.model.Participant;
import org.yizhan.signaling.presence.Presence;
import org.yizhan.signaling.presence.Present;
import org.yizhan.signaling.refusal.Refusals;
import org.yizhan.signaling.request.RequestKey;
import reactor.core.publisher.Mono;

/// The desk asks another desk to join.
@Component
public class Inviting {

    private final Consultations consultations;
    private final Presence presence;
    private final Changing changing;
    private final Clock clock;
    private final ConsultationSettings settings;

    Inviting(
            Consultations consultations,
            Presence presence,
            Changing changing,
            Clock clock,
            ConsultationSettings settings) {
        this.consultations = consultations;
        this.presence = presence;
        this.changing = changing;
        this.clock = clock;
        this.settings = settings;
    }

    /// @param subject the account to ask; null: any clerk of the case's street who takes calls and is free
    public Mono<Void> invite(RequestKey request, ConsultationId id, @Nullable String subject) {
        return consultations
                .find(id)
                .filter(stored -> stored.consultation().facts().find(request.member()) != null)
                .switchIfEmpty(Refusals.refuse(Refusals.CONSULTATION_NOT_FOUND))
                .flatMap(stored -> candidate(stored, request, subject))
                .flatMap(desk -> changing.ask(request, id, it -> it.invite(request.member(), guest(desk))))
                // Another meeting took them at the same moment.
                .onErrorMap(DuplicateKeyException.class, _ -> new ProblemException(Refusals.NOBODY_AVAILABLE));
    }

    private Mono<Present> candidate(Stored stored, RequestKey request, @Nullable String subject) {
        var facts = stored.consultation().facts();
        return presence.all()
                .filter(desk -> Desks.mayJoin(desk, facts.brief().scope(), subject, request.member()))
                .filterWhen(desk -> consultations
                        .activeOf(desk.member())
                        .map(active -> active.equals(facts.id()))
                        .defaultIfEmpty(true))
                .next()
                .switchIfEmpty(Refusals.refuse(Refusals.NOBODY_AVAILABLE));
    }

    private Participant guest(Present desk) {
        return Participant.asked(
                desk.member(),
                desk.subject(),
                Desks.role(desk),
                desk.name(),
                desk.station(),
                clock.instant().plus(settings.invitation()));
    }
}
