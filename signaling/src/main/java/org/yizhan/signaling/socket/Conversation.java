package org.yizhan.signaling.socket;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.signal.ClientMessage;
import org.yizhan.protocol.signal.ServerMessage;
import org.yizhan.signaling.bridges.Bridges;
import org.yizhan.signaling.consultation.application.CallingNext;
import org.yizhan.signaling.consultation.application.Conducting;
import org.yizhan.signaling.consultation.application.Following;
import org.yizhan.signaling.consultation.application.Inviting;
import org.yizhan.signaling.negotiation.Negotiating;
import org.yizhan.signaling.presence.Members;
import org.yizhan.signaling.presence.Presence;
import org.yizhan.signaling.presence.Present;
import org.yizhan.signaling.queue.Queueing;
import org.yizhan.signaling.refusal.Refusals;
import org.yizhan.signaling.request.RequestKey;
import reactor.core.publisher.Mono;

/// What a page says, and what it is told. Stateless: what a page has been told already is kept by its
/// connection.
@Component
class Conversation {

    private static final int PROTOCOL = 1;

    private final Queueing queue;
    private final CallingNext calling;
    private final Inviting inviting;
    private final Conducting conducting;
    private final Following following;
    private final Negotiating negotiating;
    private final Bridges bridges;
    private final Presence presence;
    private final Members members;
    private final Clock clock;

    Conversation(
            Queueing queue,
            CallingNext calling,
            Inviting inviting,
            Conducting conducting,
            Following following,
            Negotiating negotiating,
            Bridges bridges,
            Presence presence,
            Members members,
            Clock clock) {
        this.queue = queue;
        this.calling = calling;
        this.inviting = inviting;
        this.conducting = conducting;
        this.following = following;
        this.negotiating = negotiating;
        this.bridges = bridges;
        this.presence = presence;
        this.members = members;
        this.clock = clock;
    }

    /// Fails with a [ProblemException] when it is refused.
    Mono<Void> on(ClientMessage message, Connection from) {
        Present page = from.page();
        if (message instanceof ClientMessage.Hello hello) {
            return page == null ? hello(hello, from) : Refusals.refuse(Refusals.ALREADY_GREETED);
        }
        return page == null ? Refusals.refuse(Refusals.HELLO_FIRST) : on(message, from, page);
    }

    private Mono<Void> on(ClientMessage message, Connection from, Present page) {
        MemberId member = page.member();
        return switch (message) {
            case ClientMessage.Hello _ -> Refusals.refuse(Refusals.ALREADY_GREETED);
            case ClientMessage.Ping it -> ping(it, from);
            case ClientMessage.SetAvailable it ->
                onDesk(page)
                        .then(presence.setAvailable(member, it.available()))
                        .then(done(it.id(), from))
                        .then(lookAtQueue(from));
            case ClientMessage.TakeTicket it -> onBooth(page).then(Mono.defer(() -> takeTicket(it, from, member)));
            case ClientMessage.LeaveQueue it ->
                onBooth(page)
                        .then(queue.leave(new RequestKey(member, it.id()), it.ticket()))
                        .then(done(it.id(), from))
                        .then(lookAtTicket(from));
            case ClientMessage.CallNext it ->
                onDesk(page)
                        .then(presence.find(member).defaultIfEmpty(page))
                        .flatMap(desk -> calling.call(new RequestKey(member, it.id()), desk))
                        .then(done(it.id(), from));
            case ClientMessage.Accept it -> ask(it.id(), from, key -> conducting.accept(key, it.consultation()));
            case ClientMessage.Decline it -> ask(it.id(), from, key -> conducting.decline(key, it.consultation()));
            case ClientMessage.Invite it ->
                ask(it.id(), from, key -> inviting.invite(key, it.consultation(), it.subject()));
            case ClientMessage.MediaOffer it ->
                wanted(member, from)
                        .flatMap(bridge -> negotiating.offer(
                                it.id(),
                                member,
                                it.sdp(),
                                bridge.orElse(null),
                                from.actor().station()))
                        .doOnNext(answer -> {
                            from.shown().bridge = answer.bridgeInstance();
                            from.say(answer);
                        })
                        .then(Mono.defer(() -> conducting.mediaConnected(member)));
            case ClientMessage.SecondOffer it ->
                following
                        .secondBridgeOf(member)
                        .switchIfEmpty(Refusals.refuse(Refusals.NOT_NOW))
                        .flatMap(bridge -> negotiating.secondOffer(it.id(), member, it.sdp(), bridge))
                        .doOnNext(from::say)
                        .then(Mono.defer(() -> conducting.secondConnected(member)));
            case ClientMessage.SetSource it ->
                ask(it.id(), from, key -> conducting.source(key, it.consultation(), it.source(), it.on()));
            case ClientMessage.RequestCapture it ->
                ask(it.id(), from, key -> conducting.requestCapture(key, it.consultation(), it.code()));
            case ClientMessage.CaptureFailed it ->
                ask(it.id(), from, key -> conducting.captureFailed(key, it.consultation(), it.code(), it.reason()));
            case ClientMessage.Hold it -> ask(it.id(), from, key -> conducting.hold(key, it.consultation(), it.on()));
            case ClientMessage.PauseRecording it ->
                ask(it.id(), from, key -> conducting.pauseRecording(key, it.consultation(), it.on(), it.reason()));
            case ClientMessage.Leave it -> ask(it.id(), from, key -> conducting.leave(key, it.consultation()));
            case ClientMessage.End it -> ask(it.id(), from, key -> conducting.end(key, it.consultation()));
        };
    }

    private Mono<Void> ask(String id, Connection from, Function<RequestKey, Mono<Void>> activity) {
        MemberId member = page(from).member();
        return activity.apply(new RequestKey(member, id)).then(done(id, from));
    }

    private static Mono<Void> done(String id, Connection from) {
        return Mono.fromRunnable(() -> from.say(new ServerMessage.Done(id)));
    }

    // --- hello ----------------------------------------------------------------------------------------------------

    private Mono<Void> hello(ClientMessage.Hello hello, Connection from) {
        Actor actor = from.actor();
        if (hello.protocol() != PROTOCOL) {
            return Refusals.refuse(Refusals.UNSUPPORTED_PROTOCOL);
        }
        if (!mayOpen(hello.page(), actor)) {
            return Refusals.refuse(Refusals.FORBIDDEN.at("page"));
        }
        if (SecondRecorder.isSender(hello.member())) {
            return Refusals.refuse(Refusals.WRONG_FIELD.at("member"));
        }
        Present page = new Present(
                hello.member(),
                from.id(),
                actor.subject(),
                actor.name(),
                actor.roles(),
                actor.station(),
                hello.page(),
                false,
                true);
        return members.claim(hello.member(), actor.subject())
                .flatMap(own -> own ? presence.arrive(page) : Refusals.<Present>refuse(Refusals.MEMBER_TAKEN))
                .flatMap(from::greeted)
                .then(conducting.returned(hello.member()))
                .then(Mono.defer(() -> wanted(hello.member(), from)))
                .doOnNext(bridge -> welcome(hello, from, bridge.orElse(null)))
                .then(lookAtEverything(from));
    }

    private static boolean mayOpen(String page, Actor actor) {
        return switch (page) {
            case "booth" -> actor.is(Role.TERMINAL);
            case "desk" -> actor.is(Role.OFFICER) || actor.is(Role.CLERK);
            case "supervisor" -> actor.is(Role.SUPERVISOR) || actor.is(Role.AUDITOR) || actor.is(Role.DUTY_LEADER);
            default -> false;
        };
    }

    private void welcome(ClientMessage.Hello hello, Connection from, @Nullable String bridge) {
        Actor actor = from.actor();
        from.shown().bridge = bridge;
        from.say(new ServerMessage.Welcome(
                hello.id(),
                PROTOCOL,
                hello.member(),
                actor.subject(),
                actor.name(),
                actor.roles(),
                actor.station(),
                bridge,
                clock.instant()));
        if (hello.consultation() != null) {
            from.shown().secondTold = false;
            from.shown().follow(hello.consultation(), hello.lastSeq());
        }
    }

    private Mono<Void> ping(ClientMessage.Ping ping, Connection from) {
        return Mono.<Void>fromRunnable(() -> from.say(new ServerMessage.Pong(ping.n())))
                .then(lookAtEverything(from));
    }

    /// The page's socket is gone.
    Mono<Void> left(Connection connection) {
        Present page = connection.page();
        return page == null ? Mono.empty() : presence.leave(page.member(), connection.id());
    }

    // --- what the page is told ------------------------------------------------------------------------------------

    private Mono<Void> lookAtEverything(Connection from) {
        return Mono.defer(() -> lookAtTicket(from))
                .then(Mono.defer(() -> lookAtQueue(from)))
                .then(Mono.defer(() -> lookAtConsultation(from)));
    }

    Mono<Void> lookAtBridge(Connection from) {
        Present page = from.page();
        return page == null
                ? Mono.empty()
                : wanted(page.member(), from)
                        .doOnNext(bridge -> show(bridge.orElse(null), from))
                        .then();
    }

    /// The bridge that the page should be connected to: its meeting's; else the one that it was told
    /// last, while that takes meetings; else the one of its station. Empty: none. A page whose meeting's
    /// bridge is lost stays where it is until the meeting is on another: its own station's may not be that.
    private Mono<Optional<String>> wanted(MemberId member, Connection from) {
        return following
                .bridgeOf(member)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(placed -> {
                    String told = from.shown().bridge;
                    if (placed.isPresent()) {
                        boolean none = bridges.answering().isEmpty();
                        return !bridges.isLost(placed.get())
                                ? placed
                                : none ? Optional.empty() : Optional.ofNullable(told);
                    }
                    return Optional.ofNullable(
                            bridges.takes(told)
                                    ? told
                                    : bridges.choose(from.actor().station()));
                });
    }

    private static void show(@Nullable String bridge, Connection from) {
        if (!Objects.equals(bridge, from.shown().bridge)) {
            from.shown().bridge = bridge;
            from.say(new ServerMessage.Bridge(bridge));
        }
    }

    private static void showSecond(@Nullable String second, Connection from) {
        Shown shown = from.shown();
        if (!shown.secondTold || !Objects.equals(second, shown.second)) {
            shown.secondTold = true;
            shown.second = second;
            from.say(new ServerMessage.SecondBridge(second));
        }
    }

    Mono<Void> lookAtQueue(Connection from) {
        Present page = from.page();
        if (page == null || !page.page().equals("desk")) {
            return Mono.empty();
        }
        return presence.find(page.member())
                .defaultIfEmpty(page)
                .flatMap(queue::shownTo)
                .filter(from.shown()::isNew)
                .doOnNext(from::say)
                .then();
    }

    Mono<Void> lookAtTicket(Connection from) {
        Present page = from.page();
        if (page == null || !page.page().equals("booth")) {
            return Mono.empty();
        }
        return ticket(page.member())
                .filter(ticket -> isHeld(ticket) || from.shown().hasTicket(ticket.ticket()))
                .filter(from.shown()::isNew)
                .doOnNext(from::say)
                .then();
    }

    private static boolean isHeld(ServerMessage.TicketState ticket) {
        return !ticket.state().equals("done") && !ticket.state().equals("abandoned");
    }

    private Mono<ServerMessage.TicketState> ticket(MemberId member) {
        return presence.all().collectList().flatMap(present -> queue.shownTo(member, present));
    }

    private Mono<Void> takeTicket(ClientMessage.TakeTicket it, Connection from, MemberId member) {
        return queue.take(
                        new RequestKey(member, it.id()),
                        from.actor(),
                        it.caseId(),
                        it.recordingConsent(),
                        it.greenChannel())
                .flatMap(_ -> ticket(member))
                .doOnNext(ticket -> {
                    boolean _ = from.shown().isNew(ticket);
                    from.say(new ServerMessage.TicketState(
                            it.id(),
                            ticket.ticket(),
                            ticket.caseId(),
                            ticket.number(),
                            ticket.state(),
                            ticket.ahead(),
                            ticket.waitFromMinutes(),
                            ticket.waitToMinutes()));
                })
                .then();
    }

    /// First the rest of the consultation that the page follows, then the one that it is in now, when it is
    /// another.
    Mono<Void> lookAtConsultation(Connection from) {
        Present page = from.page();
        if (page == null) {
            return Mono.empty();
        }
        return following
                .activeOf(page.member())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(active -> {
                    Shown shown = from.shown();
                    ConsultationId followed = shown.consultation;
                    Mono<Void> first = followed == null ? Mono.empty() : show(followed, from, page.member());
                    Mono<Void> invited = shown.invitedTo() == null || active.isPresent()
                            ? Mono.empty()
                            : show(shown.invitedTo(), from, page.member());
                    boolean another = active.isPresent() && !active.get().equals(followed);
                    return first.then(invited).then(another ? show(active.get(), from, page.member()) : Mono.empty());
                });
    }

    private Mono<Void> show(ConsultationId id, Connection from, MemberId member) {
        Shown shown = from.shown();
        long after = id.equals(shown.consultation) ? shown.seq : 0;
        return following
                .view(id, member, after)
                .doOnNext(view -> show(id, view, from))
                .then();
    }

    private void show(ConsultationId id, Following.View view, Connection from) {
        Shown shown = from.shown();
        if (view.takesPart() && view.bridge() != null && !bridges.isLost(view.bridge())) {
            show(view.bridge(), from);
        }
        if (view.invitation() != null) {
            if (shown.isNew(view.invitation())) {
                from.say(view.invitation());
            }
            return;
        }
        if (!view.takesPart()) {
            if (id.equals(shown.consultation)) {
                showSecond(null, from);
            }
            boolean wasShown = shown.wasInvitedTo(id) || id.equals(shown.consultation);
            shown.consultation = id.equals(shown.consultation) ? null : shown.consultation;
            if (wasShown) {
                from.say(view.state());
            }
            return;
        }
        boolean _ = shown.wasInvitedTo(id);
        if (!id.equals(shown.consultation)) {
            shown.follow(id, 0);
        }
        for (ServerMessage.Happened event : view.events()) {
            from.say(event);
        }
        // Also when the page claimed to have seen more than there is.
        shown.seq = view.state().seq();
        if (shown.isNew(view.state())) {
            from.say(view.state());
        }
        if (view.slots() != null && shown.isNew(view.slots())) {
            from.say(view.slots());
        }
        showSecond(view.second(), from);
    }

    // --- who may ask ----------------------------------------------------------------------------------------------

    private static Mono<Void> onDesk(Present page) {
        return page.page().equals("desk") ? Mono.empty() : Refusals.refuse(Refusals.FORBIDDEN);
    }

    private static Mono<Void> onBooth(Present page) {
        return page.page().equals("booth") ? Mono.empty() : Refusals.refuse(Refusals.FORBIDDEN);
    }

    private static Present page(Connection from) {
        Present page = from.page();
        if (page == null) {
            throw new ProblemException(Refusals.HELLO_FIRST);
        }
        return page;
    }
}
