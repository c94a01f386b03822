package org.yizhan.platform.security;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yizhan.platform.live.Broadcast;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Who is signed in. Kept in PostgreSQL, so that a sign-in outlives the process and counts in every part.
@Component
public class Sessions {

    /// How long another node may go on believing in a session that ended, should it miss the hint.
    static final Duration REMEMBERED = Duration.ofSeconds(5);

    static final int REMEMBERED_AT_MOST = 10_000;

    /// Topic of the broadcast; a message is the hash of the cookie and the id of the session.
    static final String ENDED = "session-ended";

    private static final int COOKIE_LENGTH = 43;

    private final SessionStore store;
    private final Broadcast broadcast;
    private final Clock clock;
    private final AsyncCache<String, Optional<Session>> remembered = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(REMEMBERED_AT_MOST)
            .buildAsync();

    Sessions(SessionStore store, Broadcast broadcast, Clock clock) {
        this.store = store;
        this.broadcast = broadcast;
        this.clock = clock;
    }

    /// Signs somebody in.
    ///
    /// @return the cookie's value; it is nowhere else
    public Mono<String> open(String subject, String name, Set<Role> roles, StationPath station, SessionKind kind) {
        var cookie = Secrets.random();
        var now = clock.instant();
        var session = new Session(
                UUID.randomUUID(), subject, name, roles, station, kind, now, now, now.plus(kind.lifetime()));
        return store.add(Secrets.sha256(cookie), session).thenReturn(cookie);
    }

    /// Whose cookie it is; empty when it is nobody's or has expired.
    public Mono<Actor> find(String cookie) {
        if (cookie.length() != COOKIE_LENGTH) {
            return Mono.empty();
        }
        var hash = Secrets.sha256(cookie);
        return Mono.fromFuture(
                        () -> remembered.get(
                                HexFormat.of().formatHex(hash),
                                (_, _) -> look(hash).toFuture()),
                        true)
                .mapNotNull(found -> found.orElse(null))
                .filter(session -> !session.hasExpired(clock.instant()))
                .map(Session::actor);
    }

    /// Signs out, everywhere at once.
    public Mono<Void> end(String cookie) {
        return remove(cookie).then();
    }

    /// Signs a terminal out, everywhere at once.
    public Mono<Void> endTerminal(String id) {
        return store.ofTerminal(id)
                .collectList()
                .flatMap(hashes ->
                        Flux.fromIterable(hashes).concatMap(this::remove).then());
    }

    /// Ids of sessions ([Actor#session()]) that ended on any node, from now on: for who holds a connection that was
    /// opened with one.
    public Flux<String> ended() {
        return broadcast.listen(ENDED).map(message -> message.substring(message.indexOf(' ') + 1));
    }

    Mono<Session> remove(String cookie) {
        return remove(Secrets.sha256(cookie));
    }

    private Mono<Session> remove(byte[] hash) {
        var key = HexFormat.of().formatHex(hash);
        return store.remove(hash)
                .doOnNext(_ -> forget(key))
                .delayUntil(session ->
                        broadcast.say(ENDED, key + " " + session.id()).onErrorComplete());
    }

    /// What other nodes ended; until it is disposed.
    Flux<String> forgetEnded() {
        return broadcast.listen(ENDED).doOnNext(message -> forget(message.substring(0, message.indexOf(' '))));
    }

    Mono<Long> removeExpired() {
        return store.removeExpired(clock.instant());
    }

    private void forget(String key) {
        remembered.synchronous().invalidate(key);
    }

    private Mono<Optional<Session>> look(byte[] hash) {
        var now = clock.instant();
        return store.find(hash)
                .filter(session -> !session.hasExpired(now))
                .flatMap(session -> noteUse(hash, session))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private Mono<Session> noteUse(byte[] hash, Session session) {
        var now = clock.instant();
        var expires = session.prolonged(now);
        return expires == null
                ? Mono.just(session)
                : store.prolong(hash, now, expires).thenReturn(session);
    }
}
