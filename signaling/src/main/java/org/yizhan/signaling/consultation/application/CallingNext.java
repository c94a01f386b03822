package org.yizhan.signaling.consultation.application;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.Role;
import org.yizhan.signaling.consultation.model.Facts;
import org.yizhan.signaling.consultation.model.Offered;
import org.yizhan.signaling.consultation.model.Participant;
import org.yizhan.signaling.presence.Present;
import org.yizhan.signaling.queue.Queueing;
import org.yizhan.signaling.queue.Ticket;
import org.yizhan.signaling.refusal.Refusals;
import org.yizhan.signaling.request.RequestKey;
import org.yizhan.signaling.request.Requests;
import reactor.core.publisher.Mono;

/// A desk calls the resident whose turn it is.
@Component
public class CallingNext {

    private final Consultations consultations;
    private final Queueing queue;
    private final Requests requests;
    private final Changing changing;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final ConsultationSettings settings;

    CallingNext(
            Consultations consultations,
            Queueing queue,
            Requests requests,
            Changing changing,
            TransactionalOperator transaction,
            Clock clock,
            ConsultationSettings settings) {
        this.consultations = consultations;
        this.queue = queue;
        this.requests = requests;
        this.changing = changing;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
    }

    public Mono<Void> call(RequestKey request, Present desk) {
        return transaction
                .transactional(requests.first(request).flatMap(first -> first ? call(desk) : Mono.empty()))
                .then()
                // Somebody else took the desk or the booth into a consultation at the same moment.
                .onErrorMap(DuplicateKeyException.class, _ -> new ProblemException(Refusals.BUSY));
    }

    private Mono<Void> call(Present desk) {
        if (!desk.available()) {
            return Refusals.refuse(Refusals.NOT_AVAILABLE);
        }
        return consultations
                .activeOf(desk.member())
                .hasElement()
                .flatMap(busy -> busy ? Refusals.<Ticket>refuse(Refusals.BUSY) : queue.callNext(desk.station()))
                .switchIfEmpty(Refusals.refuse(Refusals.QUEUE_EMPTY))
                .flatMap(ticket -> {
                    Instant now = clock.instant();
                    return changing.begin(Offered.call(facts(ticket, desk, now), now.plus(settings.answer())), now);
                });
    }

    private static Facts facts(Ticket ticket, Present desk, Instant now) {
        Participant booth = Participant.asked(
                ticket.member(), ticket.subject(), Role.TERMINAL, ticket.brief().maskedName(), ticket.station(), null);
        Participant officer =
                Participant.asked(desk.member(), desk.subject(), Desks.role(desk), desk.name(), desk.station(), null);
        return new Facts(
                ConsultationId.random(),
                ticket.id(),
                ticket.number(),
                ticket.brief(),
                ticket.recordingConsent(),
                RecordingId.random(),
                ticket.member(),
                desk.member(),
                List.of(booth, officer),
                0,
                now,
                null,
                null);
    }
}
