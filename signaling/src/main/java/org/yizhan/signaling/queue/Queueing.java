package org.yizhan.signaling.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.cases.CaseBrief;
import org.yizhan.protocol.cases.CaseDesk;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.StationPath;
import org.yizhan.protocol.id.TicketId;
import org.yizhan.protocol.signal.ServerMessage;
import org.yizhan.signaling.live.AfterCommit;
import org.yizhan.signaling.live.Nudge.QueueMoved;
import org.yizhan.signaling.live.Nudges;
import org.yizhan.signaling.presence.Present;
import org.yizhan.signaling.refusal.Refusals;
import org.yizhan.signaling.request.RequestKey;
import org.yizhan.signaling.request.Requests;
import reactor.core.publisher.Mono;

/// Taking tickets, giving them back, being called.
@Component
public class Queueing {

    private final Tickets tickets;
    private final Requests requests;
    private final CaseDesk cases;
    private final Nudges nudges;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final QueueSettings settings;

    Queueing(
            Tickets tickets,
            Requests requests,
            CaseDesk cases,
            Nudges nudges,
            TransactionalOperator transaction,
            Clock clock,
            QueueSettings settings) {
        this.tickets = tickets;
        this.requests = requests;
        this.cases = cases;
        this.nudges = nudges;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
    }

    /// A booth takes a ticket for a case that it opened; for the same case it is the same ticket while that lives.
    public Mono<Ticket> take(
            RequestKey request, Actor booth, CaseId caseId, boolean recordingConsent, boolean greenChannel) {
        return cases.brief(caseId)
                .filter(brief -> booth.subject().equals(brief.terminal()) && booth.sees(brief.scope()))
                .switchIfEmpty(Refusals.refuse(Refusals.CASE_NOT_FOUND))
                .flatMap(brief -> transaction.transactional(requests.first(request)
                        .flatMap(first -> first
                                ? alreadyHeld(request.member(), brief)
                                        .switchIfEmpty(Mono.defer(() ->
                                                issue(request.member(), booth, brief, recordingConsent, greenChannel)))
                                : tickets.latestOf(request.member()))));
    }

    /// The ticket that the booth holds for this case; empty when it may take one.
    private Mono<Ticket> alreadyHeld(MemberId member, CaseBrief brief) {
        return tickets.livingOf(member).flatMap(held -> {
            if (held.brief().caseId().equals(brief.caseId())) {
                return Mono.just(held);
            }
            if (held.state() != TicketState.WAITING) {
                return Refusals.refuse(Refusals.BUSY);
            }
            return tickets.abandoned(held.id(), clock.instant())
                    .then(moved(held.brief().scope()))
                    .then(Mono.empty());
        });
    }

    private Mono<Ticket> issue(
            MemberId member, Actor booth, CaseBrief brief, boolean recordingConsent, boolean greenChannel) {
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, settings.zone());
        Instant turnAt = greenChannel ? now.minus(settings.greenBonus()) : now;
        return tickets.rebind(brief.caseId(), booth.subject(), member)
                .switchIfEmpty(Mono.defer(() -> tickets.nextPosition(booth.station(), day)
                        .flatMap(position -> {
                            Ticket ticket = new Ticket(
                                    TicketId.random(),
                                    booth.station(),
                                    String.format(Locale.ROOT, "A%03d", position),
                                    brief,
                                    member,
                                    booth.subject(),
                                    recordingConsent,
                                    greenChannel,
                                    TicketState.WAITING,
                                    now);
                            return tickets.add(ticket, day, position, turnAt).thenReturn(ticket);
                        })))
                .flatMap(ticket -> moved(brief.scope()).thenReturn(ticket));
    }

    /// A booth gives its waiting ticket back.
    public Mono<Void> leave(RequestKey request, TicketId id) {
        return transaction
                .transactional(
                        requests.first(request).flatMap(first -> first ? giveBack(request.member(), id) : Mono.empty()))
                .then();
    }

    private Mono<Void> giveBack(MemberId member, TicketId id) {
        return tickets.find(id)
                .filter(ticket -> ticket.member().equals(member))
                .switchIfEmpty(Refusals.refuse(Refusals.TICKET_NOT_FOUND))
                .flatMap(ticket -> switch (ticket.state()) {
                    case WAITING ->
                        tickets.giveUp(id, clock.instant())
                                .flatMap(rows -> rows == 1
                                        ? moved(ticket.brief().scope())
                                        : Refusals.<Void>refuse(Refusals.NOT_NOW));
                    case CALLED, SERVING -> Refusals.<Void>refuse(Refusals.NOT_NOW);
                    case DONE, ABANDONED -> Mono.<Void>empty();
                });
    }

    /// In the running transaction: whoever's turn it is for a desk of this station. Empty: nobody waits.
    public Mono<Ticket> callNext(StationPath station) {
        return tickets.claimNext(station, clock.instant())
                .flatMap(ticket -> moved(ticket.brief().scope()).thenReturn(ticket));
    }

    /// In the running transaction: what became of a called ticket.
    public Mono<Void> follow(TicketId id, StationPath scope, TicketFate fate) {
        Instant now = clock.instant();
        Mono<Void> change = switch (fate) {
            case SERVING -> tickets.serving(id, now);
            case DONE -> tickets.done(id, now);
            case ABANDONED -> tickets.abandoned(id, now);
            case FRONT -> tickets.toTheFront(id);
        };
        return change.then(moved(scope));
    }

    /// What a booth's page shows of its last ticket. Empty when it never had one.
    public Mono<ServerMessage.TicketState> shownTo(MemberId member, List<Present> present) {
        return tickets.latestOf(member).flatMap(ticket -> shown(ticket, present));
    }

    private Mono<ServerMessage.TicketState> shown(Ticket ticket, List<Present> present) {
        if (ticket.state() != TicketState.WAITING) {
            return Mono.just(message(ticket, 0, null));
        }
        StationPath scope = ticket.brief().scope();
        StationPath district = new StationPath(scope.value().split("\\.", 2)[0]);
        int desks = (int) present.stream()
                .filter(page -> page.available() && page.station().covers(scope))
                .count();
        Mono<List<Duration>> recent = tickets.recentMeetings(
                        district, clock.instant().minus(Duration.ofHours(4)))
                .collectList();
        return tickets.ahead(ticket)
                .zipWith(
                        recent,
                        (ahead, took) -> message(ticket, ahead, Wait.guess(took, ahead, desks, settings.samples())));
    }

    private static ServerMessage.TicketState message(Ticket ticket, int ahead, @Nullable Wait wait) {
        return new ServerMessage.TicketState(
                null,
                ticket.id(),
                ticket.brief().caseId(),
                ticket.number(),
                ticket.state().word(),
                ahead,
                wait == null ? null : wait.fromMinutes(),
                wait == null ? null : wait.toMinutes());
    }

    /// What a desk's page shows.
    public Mono<ServerMessage.Queue> shownTo(Present desk) {
        Mono<List<ServerMessage.Waiting>> first = tickets.waiting(desk.station(), SHOWN)
                .map(ticket -> new ServerMessage.Waiting(
                        ticket.id(), ticket.number(), ticket.brief(), ticket.greenChannel(), ticket.takenAt()))
                .collectList();
        return first.flatMap(waiting ->
                total(desk, waiting.size()).map(total -> new ServerMessage.Queue(desk.available(), total, waiting)));
    }

    private Mono<Integer> total(Present desk, int shown) {
        return shown < SHOWN ? Mono.just(shown) : tickets.countWaiting(desk.station());
    }

    /// Nobody reads further down a list; the total says how long it is.
    private static final int SHOWN = 50;

    private Mono<Void> moved(StationPath scope) {
        return AfterCommit.run(Mono.defer(() -> nudges.send(new QueueMoved(scope))));
    }
}
