package org.yizhan.signaling.socket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.signal.ClientMessage;
import org.yizhan.protocol.signal.ServerMessage;
import org.yizhan.signaling.presence.Present;
import org.yizhan.signaling.refusal.Refusals;
import org.yizhan.signaling.socket.Wakes.Wake;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// One socket of one page. Frames and wakes come through one inbox and are worked on one after the other, so
/// nothing here needs a lock: fields are touched by that loop alone.
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final UUID id;
    private final Actor actor;
    private final Mono<Boolean> signedIn;
    private final Connections connections;
    private final Conversation conversation;
    private final Wire wire;
    private final Traffic traffic;
    private final Clock clock;
    private final SocketSettings settings;
    private final Outgoing outgoing;
    private final Wakes wakes = new Wakes();
    private final TokenBucket messages;
    private final TokenBucket offers;
    private final TokenBucket secondOffers;
    private final Instant openedAt;

    /// A page that is told to go and does not read even that is cut off after this.
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Sinks.Empty<Void> over = Sinks.empty();
    private final Sinks.Empty<Void> cut = Sinks.empty();
    private final Shown shown = new Shown();
    private @Nullable Present page;
    private @Nullable CloseStatus closing;
    private @Nullable Instant closingSince;
    private Instant heardAt;
    private int nonsense;

    Connection(
            UUID id,
            Actor actor,
            Mono<Boolean> signedIn,
            Connections connections,
            Conversation conversation,
            Wire wire,
            Traffic traffic,
            Clock clock,
            SocketSettings settings) {
        this.id = id;
        this.actor = actor;
        this.signedIn = signedIn;
        this.connections = connections;
        this.conversation = conversation;
        this.wire = wire;
        this.traffic = traffic;
        this.clock = clock;
        this.settings = settings;
        this.outgoing =
                new Outgoing(settings.outgoing(), settings.outgoingSize().toBytes());
        this.messages = new TokenBucket(settings.rate(), settings.burst(), clock);
        this.offers = new TokenBucket(settings.offerRate(), settings.offerBurst(), clock);
        this.secondOffers = new TokenBucket(settings.offerRate(), settings.offerBurst(), clock);
        this.openedAt = clock.instant();
        this.heardAt = openedAt;
    }

    UUID id() {
        return id;
    }

    Actor actor() {
        return actor;
    }

    Shown shown() {
        return shown;
    }

    /// The page, once it said hello.
    @Nullable
    Present page() {
        return page;
    }

    /// The page said hello; the member's other sockets give way.
    Mono<Void> greeted(Present present) {
        page = present;
        return connections.claim(present.member(), this);
    }

    /// From any thread.
    void wake(Wake wake) {
        wakes.add(wake);
    }

    /// Lives as long as the socket.
    Mono<Void> run(WebSocketSession session) {
        Flux<Mono<Void>> frames = session.receive().map(this::frame).doFinally(_ -> wakes.complete());
        Flux<Mono<Void>> looks = Flux.merge(
                        wakes.bell(),
                        Flux.interval(settings.check())
                                .onBackpressureDrop()
                                .doOnNext(_ -> wake(Wake.TICK))
                                .filter(_ -> false)
                                .map(_ -> true)
                                .takeUntilOther(over.asMono()))
                .map(_ -> Mono.defer(this::look));
        Mono<Void> in = Flux.merge(frames.doFinally(_ -> over.tryEmitEmpty()), looks)
                .concatMap(work -> work.onErrorResume(this::failed), 1)
                .then()
                .doFinally(_ -> outgoing.complete());
        Mono<Void> out = session.send(outgoing.texts().map(session::textMessage))
                .then(Mono.defer(() -> session.close(closing == null ? CloseStatus.NORMAL : closing)));
        return Mono.when(in, out)
                .takeUntilOther(cut.asMono())
                .onErrorResume(Connection::lost)
                .then(Mono.defer(() -> conversation.left(this)))
                .doFinally(_ -> connections.closed(this, page == null ? null : page.member()));
    }

    private static Mono<Void> lost(Throwable error) {
        LOG.debug("a socket was lost", error);
        return Mono.empty();
    }

    private Mono<Void> frame(WebSocketMessage frame) {
        heardAt = clock.instant();
        boolean isText = frame.getType() == WebSocketMessage.Type.TEXT;
        String text = isText ? frame.getPayloadAsText() : null;
        return Mono.defer(() -> closing != null ? Mono.empty() : read(text));
    }

    private Mono<Void> read(@Nullable String text) {
        if (!messages.take()) {
            return refuse("unknown", idOf(text), Refusals.TOO_MANY_MESSAGES);
        }
        Wire.Frame frame = text == null ? new Wire.Bad("unknown", null, Refusals.MALFORMED) : wire.read(text);
        return switch (frame) {
            case Wire.Bad bad -> {
                Mono<Void> refused = refuse(bad.type(), bad.replyTo(), bad.problem());
                if (++nonsense >= settings.nonsense()) {
                    close(CloseCodes.PROTOCOL, "nonsense");
                }
                yield refused;
            }
            case Wire.Good good -> {
                nonsense = 0;
                yield answer(good);
            }
        };
    }

    private @Nullable String idOf(@Nullable String text) {
        return text != null && wire.read(text) instanceof Wire.Good good ? Requested.id(good.message()) : null;
    }

    private Mono<Void> answer(Wire.Good good) {
        ClientMessage message = good.message();
        if (message instanceof ClientMessage.MediaOffer offer && !offers.take()) {
            return refuse(good.type(), offer.id(), Refusals.TOO_MANY_MESSAGES);
        }
        if (message instanceof ClientMessage.SecondOffer offer && !secondOffers.take()) {
            return refuse(good.type(), offer.id(), Refusals.TOO_MANY_MESSAGES);
        }
        return conversation
                .on(message, this)
                .then(Mono.fromRunnable(() -> traffic.message(good.type(), "ok")))
                .then()
                .onErrorResume(error -> refuse(good.type(), Requested.id(message), problem(error, good.type())));
    }

    private static Problem problem(Throwable error, String type) {
        if (error instanceof ProblemException refused) {
            return refused.problem();
        }
        LOG.error("a message of type {} failed", type, error);
        return Problems.INTERNAL;
    }

    private Mono<Void> refuse(String type, @Nullable String replyTo, Problem problem) {
        traffic.message(type, problem.code());
        CloseStatus end = switch (problem.code()) {
            case "member-taken" -> CloseCodes.MEMBER_TAKEN;
            case "unsupported-protocol" -> CloseCodes.PROTOCOL;
            default -> null;
        };
        say(new ServerMessage.Refused(
                replyTo, problem.code(), problem.zh(), problem.en(), problem.field(), end != null));
        if (end != null) {
            close(end, problem.code());
        }
        return Mono.empty();
    }

    /// Looks at everything that it was woken for.
    private Mono<Void> look() {
        return Flux.fromIterable(wakes.take())
                .concatMap(wake -> closing != null ? waitForTheEnd() : look(wake))
                .then();
    }

    private Mono<Void> look(Wake wake) {
        return switch (wake) {
            case CONSULTATION -> conversation.lookAtConsultation(this);
            case TICKET -> conversation.lookAtTicket(this);
            case QUEUE -> conversation.lookAtQueue(this);
            case BRIDGE -> conversation.lookAtBridge(this);
            case TICK -> tick();
            case REPLACED -> farewell(Refusals.REPLACED, CloseCodes.REPLACED);
            case SIGNED_OUT -> farewell(Refusals.NOT_SIGNED_IN, CloseCodes.NOT_SIGNED_IN);
            case GOING_AWAY -> close(CloseCodes.GOING_AWAY, "going-away");
        };
    }

    private Mono<Void> waitForTheEnd() {
        if (closingSince != null && clock.instant().isAfter(closingSince.plus(LAST_WORDS))) {
            cut.tryEmitEmpty();
        }
        return Mono.empty();
    }

    private Mono<Void> tick() {
        Instant now = clock.instant();
        if (page == null && now.isAfter(openedAt.plus(settings.hello()))) {
            return farewell(Refusals.HELLO_FIRST, CloseCodes.PROTOCOL);
        }
        if (now.isAfter(heardAt.plus(settings.silence()))) {
            return close(CloseCodes.SILENT, "silent");
        }
        return signedIn.flatMap(
                still -> still ? Mono.empty() : farewell(Refusals.NOT_SIGNED_IN, CloseCodes.NOT_SIGNED_IN));
    }

    private Mono<Void> farewell(Problem problem, CloseStatus status) {
        say(new ServerMessage.Refused(null, problem.code(), problem.zh(), problem.en(), problem.field(), true));
        return close(status, problem.code());
    }

    /// To the page, unless it is slower than it may be.
    void say(ServerMessage message) {
        if (closing == null && !outgoing.add(wire.write(message))) {
            close(CloseCodes.TOO_SLOW, "too-slow");
        }
    }

    private Mono<Void> close(CloseStatus status, String reason) {
        if (closing == null) {
            closing = status;
            closingSince = clock.instant();
            traffic.closed(reason);
            outgoing.complete();
        }
        return Mono.empty();
    }

    private Mono<Void> failed(Throwable error) {
        LOG.error("a connection could not look at what changed; its next ping tries again", error);
        return Mono.empty();
    }
}
