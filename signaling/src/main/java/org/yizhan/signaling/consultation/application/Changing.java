package org.yizhan.signaling.consultation.application;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.platform.outbox.Outbox;
import org.yizhan.platform.outbox.Outboxes;
import org.yizhan.platform.problem.Problem;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.signaling.bridges.Bridges;
import org.yizhan.signaling.consultation.application.Consultations.Stored;
import org.yizhan.signaling.consultation.model.Abandoned;
import org.yizhan.signaling.consultation.model.Bounds;
import org.yizhan.signaling.consultation.model.Calling;
import org.yizhan.signaling.consultation.model.Consultation;
import org.yizhan.signaling.consultation.model.Ended;
import org.yizhan.signaling.consultation.model.Facts;
import org.yizhan.signaling.consultation.model.Meeting;
import org.yizhan.signaling.consultation.model.Outcome;
import org.yizhan.signaling.consultation.model.Participant;
import org.yizhan.signaling.consultation.model.Plans;
import org.yizhan.signaling.consultation.model.Refusal;
import org.yizhan.signaling.consultation.model.Sealed;
import org.yizhan.signaling.consultation.model.Transferred;
import org.yizhan.signaling.live.AfterCommit;
import org.yizhan.signaling.live.Nudge.ConsultationMoved;
import org.yizhan.signaling.live.Nudges;
import org.yizhan.signaling.queue.Queueing;
import org.yizhan.signaling.queue.TicketFate;
import org.yizhan.signaling.refusal.Refusals;
import org.yizhan.signaling.request.RequestKey;
import org.yizhan.signaling.request.Requests;
import reactor.core.publisher.Mono;

/// Every change of a consultation goes through here: lock it, decide, write state and events, move its ticket,
/// announce, all in one transaction; then tell the pages and the bridge.
@Component
class Changing {

    private final Consultations consultations;
    private final Requests requests;
    private final Queueing queue;
    private final Arranging arranging;
    private final RecordingTwice twice;
    private final Bridges bridges;
    private final Nudges nudges;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Bounds bounds;

    Changing(
            Consultations consultations,
            Requests requests,
            Queueing queue,
            Arranging arranging,
            RecordingTwice twice,
            Bridges bridges,
            Nudges nudges,
            Outboxes outboxes,
            TransactionalOperator transaction,
            Clock clock,
            ConsultationSettings settings) {
        this.consultations = consultations;
        this.requests = requests;
        this.queue = queue;
        this.arranging = arranging;
        this.twice = twice;
        this.bridges = bridges;
        this.nudges = nudges;
        this.outbox = outboxes.in("signaling");
        this.transaction = transaction;
        this.clock = clock;
        this.bounds = settings.bounds();
    }

    /// What a member asks for. The same request again changes nothing.
    Mono<Void> ask(RequestKey request, ConsultationId id, Function<Consultation, Outcome> command) {
        return transaction
                .transactional(requests.first(request).flatMap(first -> first ? decide(id, command) : Mono.empty()))
                .then();
    }

    /// What time, a lost socket or a returning one brings about.
    Mono<Void> happen(ConsultationId id, Function<Consultation, Outcome> command) {
        return transaction.transactional(decide(id, command)).then();
    }

    /// In a transaction that runs already: what another part announced, at its own time.
    Mono<Void> note(ConsultationId id, Instant at, Function<Consultation, Outcome> command) {
        return consultations.lock(id).flatMap(stored -> apply(stored, command.apply(stored.consultation()), at));
    }

    private Mono<Void> decide(ConsultationId id, Function<Consultation, Outcome> command) {
        return consultations
                .lock(id)
                .switchIfEmpty(Refusals.refuse(Refusals.CONSULTATION_NOT_FOUND))
                .flatMap(stored -> apply(stored, command.apply(stored.consultation()), clock.instant()));
    }

    private Mono<Void> apply(Stored before, Outcome outcome, Instant at) {
        return switch (outcome) {
            case Refusal refusal -> Refusals.refuse(problem(refusal));
            case Outcome.Unchanged _ -> Mono.empty();
            case Outcome.Moved moved -> move(before, moved, at);
        };
    }

    private Mono<Void> move(Stored before, Outcome.Moved moved, Instant at) {
        Consultation next = moved.next();
        boolean sameRoom = Objects.equals(Plans.of(before.consultation(), 0), Plans.of(next, 0));
        Stored after = new Stored(
                next,
                sameRoom ? before.planRevision() : next.facts().seq(),
                before.bridge(),
                before.turn(),
                before.second());
        return consultations
                .save(next, moved.happenings(), at, after.planRevision(), next.dueAt(bounds))
                .then(moveTicket(before.consultation(), next))
                .then(announce(before.consultation(), next, at))
                .then(afterCommit(after, !sameRoom));
    }

    /// In the running transaction of a call: a consultation that begins.
    Mono<Void> begin(Outcome.Moved offered, Instant at) {
        Consultation first = offered.next();
        String bridge = bridges.choose(first.facts().brief().scope());
        return consultations
                .add(first, offered.happenings(), at, bridge)
                .then(afterCommit(new Stored(first, 0, bridge, 0, null), false));
    }

    private Mono<Void> afterCommit(Stored after, boolean roomChanged) {
        Facts facts = after.consultation().facts();
        ConsultationMoved nudge = new ConsultationMoved(
                facts.id(),
                facts.participants().stream().map(Participant::member).collect(Collectors.toUnmodifiableSet()));
        return AfterCommit.run(Mono.defer(() -> {
            if (roomChanged) {
                arranging.wish(after);
                twice.look();
            }
            return nudges.send(nudge);
        }));
    }

    private Mono<Void> moveTicket(Consultation before, Consultation next) {
        TicketFate fate = fate(next);
        if (fate == null || fate == fate(before)) {
            return Mono.empty();
        }
        return queue.follow(next.facts().ticket(), next.facts().brief().scope(), fate);
    }

    private static @Nullable TicketFate fate(Consultation consultation) {
        return switch (consultation) {
            case Calling _ -> null;
            case Meeting _ -> TicketFate.SERVING;
            case Ended _, Sealed _ -> TicketFate.DONE;
            case Abandoned _ -> TicketFate.ABANDONED;
            case Transferred _ -> TicketFate.FRONT;
        };
    }

    private Mono<Void> announce(Consultation before, Consultation next, Instant at) {
        Facts facts = next.facts();
        if (!before.isLive() && next.isLive()) {
            return outbox.announce(
                    new Event.ConsultationStarted(facts.id(), facts.brief().caseId(), facts.recorded(), at));
        }
        if (before.isLive() && next.isOver()) {
            return outbox.announce(
                    new Event.ConsultationEnded(facts.id(), facts.brief().caseId(), at));
        }
        return Mono.empty();
    }

    private static Problem problem(Refusal refusal) {
        return switch (refusal) {
            case CONSULTATION_NOT_FOUND -> Refusals.CONSULTATION_NOT_FOUND;
            case CONSULTATION_OVER -> Refusals.CONSULTATION_OVER;
            case NOT_NOW -> Refusals.NOT_NOW;
            case FORBIDDEN -> Refusals.FORBIDDEN;
            case ALREADY_INVITED -> Refusals.ALREADY_INVITED;
            case TOO_MANY_MEMBERS -> Refusals.TOO_MANY_MEMBERS;
            case NOT_RECORDED -> Refusals.NOT_RECORDED;
            case PAUSE_REASON -> Refusals.PAUSE_REASON;
        };
    }
}
