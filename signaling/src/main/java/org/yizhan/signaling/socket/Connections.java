package org.yizhan.signaling.socket;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.Sessions;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.StationPath;
import org.yizhan.signaling.bridges.Bridges;
import org.yizhan.signaling.live.Nudge;
import org.yizhan.signaling.live.Nudges;
import org.yizhan.signaling.socket.Wakes.Wake;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// The sockets of this node: wakes those whom a nudge concerns, lets a member have one socket only, closes all at
/// the end.
@Component
class Connections implements SmartLifecycle {

    /// How long pages have to hear that the server goes.
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Map<MemberId, Connection> byMember = new ConcurrentHashMap<>();
    private final Conversation conversation;
    private final Wire wire;
    private final Traffic traffic;
    private final Nudges nudges;
    private final Bridges bridges;
    private final Sessions sessions;
    private final Clock clock;
    private final SocketSettings settings;
    private Disposable.@Nullable Composite running;

    Connections(
            Conversation conversation,
            Wire wire,
            Traffic traffic,
            Nudges nudges,
            Bridges bridges,
            Sessions sessions,
            Clock clock,
            SocketSettings settings) {
        this.conversation = conversation;
        this.wire = wire;
        this.traffic = traffic;
        this.nudges = nudges;
        this.bridges = bridges;
        this.sessions = sessions;
        this.clock = clock;
        this.settings = settings;
        traffic.count(open::size);
    }

    Connection open(Actor actor, @Nullable String cookie) {
        Connection connection = new Connection(
                UUID.randomUUID(), actor, signedIn(cookie), this, conversation, wire, traffic, clock, settings);
        open.add(connection);
        return connection;
    }

    private Mono<Boolean> signedIn(@Nullable String cookie) {
        return cookie == null
                ? Mono.just(true)
                : Mono.defer(() -> sessions.find(cookie)).hasElement();
    }

    /// The connection is the member's now; an older one, here or on another node, gives way.
    Mono<Void> claim(MemberId member, Connection connection) {
        return Mono.defer(() -> {
            Connection before = byMember.put(member, connection);
            if (before != null && before != connection) {
                before.wake(Wake.REPLACED);
            }
            return nudges.send(new Nudge.Claimed(member, connection.id()));
        });
    }

    void closed(Connection connection, @Nullable MemberId member) {
        open.remove(connection);
        if (member != null) {
            byMember.remove(member, connection);
        }
    }

    private void hear(Nudge nudge) {
        switch (nudge) {
            case Nudge.ConsultationMoved moved -> moved.members().forEach(this::lookAtConsultation);
            case Nudge.QueueMoved moved -> open.forEach(connection -> lookAtQueue(connection, moved.scope()));
            case Nudge.Claimed claimed -> {
                Connection here = byMember.get(claimed.member());
                if (here != null && !here.id().equals(claimed.connection())) {
                    here.wake(Wake.REPLACED);
                }
            }
        }
    }

    private void lookAtConsultation(MemberId member) {
        Connection connection = byMember.get(member);
        if (connection != null) {
            connection.wake(Wake.CONSULTATION);
        }
    }

    private static void lookAtQueue(Connection connection, StationPath scope) {
        StationPath station = connection.actor().station();
        boolean sameDistrict = district(station).equals(district(scope));
        if (sameDistrict) {
            connection.wake(Wake.TICKET);
        }
        if (station.covers(scope)) {
            connection.wake(Wake.QUEUE);
        }
    }

    private static String district(StationPath path) {
        int dot = path.value().indexOf('.');
        return dot < 0 ? path.value() : path.value().substring(0, dot);
    }

    private void signedOut(String session) {
        open.stream()
                .filter(connection -> connection.actor().session().equals(session))
                .forEach(connection -> connection.wake(Wake.SIGNED_OUT));
    }

    @Override
    public synchronized void start() {
        Retry again = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5));
        running = Disposables.composite(
                nudges.listen(this::hear),
                bridges.listen(() -> open.forEach(connection -> connection.wake(Wake.BRIDGE))),
                sessions.ended().doOnNext(this::signedOut).retryWhen(again).subscribe());
    }

    /// Tells every page that the server goes, and waits until they are gone or the time is over.
    @Override
    public void stop(Runnable callback) {
        open.forEach(connection -> connection.wake(Wake.GOING_AWAY));
        Mono.delay(Duration.ofMillis(50))
                .repeat(() -> !open.isEmpty())
                .take(FAREWELL)
                .doFinally(_ -> {
                    stop();
                    callback.run();
                })
                .subscribe();
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }
}
