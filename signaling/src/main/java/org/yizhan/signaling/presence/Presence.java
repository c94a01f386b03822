package org.yizhan.signaling.presence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yizhan.platform.live.Broadcast;
import org.yizhan.protocol.id.MemberId;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Who is here. Each node knows its own sockets for certain and tells the others, at once when something changes
/// and again every third of a lease; what a node no longer says is forgotten. So nothing has to be stored, and
/// after a restart of a node, or of Redis, everything is there again as soon as the nodes have spoken.
@Component
public class Presence implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final String TOPIC = "signaling-presence";
    private static final TypeReference<List<Sighting>> SIGHTINGS = new TypeReference<>() {};

    /// What a node says of a page.
    ///
    /// @param arrivedAt of two nodes that both say they have it, the later arrival is right
    /// @param lostAt    when its socket was lost; null: it is there
    record Sighting(
            UUID node,
            Present page,
            Instant arrivedAt,
            @Nullable Instant lostAt) {}

    private record Heard(Sighting sighting, Instant at) {}

    private final UUID node = UUID.randomUUID();
    private final Map<MemberId, Heard> pages = new ConcurrentHashMap<>();
    private final Broadcast broadcast;
    private final JsonMapper json;
    private final Clock clock;
    private final Duration grace;
    private final Duration lease;
    private @Nullable Disposable running;

    public Presence(Broadcast broadcast, JsonMapper json, Clock clock, PresenceSettings settings) {
        this.broadcast = broadcast;
        this.json = json;
        this.clock = clock;
        this.grace = settings.grace();
        this.lease = settings.lease();
    }

    /// A page said hello. When it was here less than the grace ago it still takes calls if it did.
    ///
    /// @return as it is now
    public Mono<Present> arrive(Present page) {
        return Mono.fromSupplier(() -> {
                    Instant now = clock.instant();
                    return keep(pages.compute(page.member(), (_, before) -> {
                        boolean available = page.available() || (isHere(before, now) && takesCalls(before));
                        return new Heard(new Sighting(node, page.with(available, true), now, null), now);
                    }));
                })
                .flatMap(this::tell);
    }

    /// The page's socket is lost. Nothing happens when another socket of the member came after it.
    public Mono<Void> leave(MemberId member, UUID connection) {
        return Mono.fromSupplier(() -> pages.computeIfPresent(member, (_, heard) -> {
                    Present page = heard.sighting().page();
                    if (!page.connection().equals(connection) || !page.connected()) {
                        return heard;
                    }
                    Instant now = clock.instant();
                    Present lost = page.with(page.available(), false);
                    return new Heard(new Sighting(node, lost, heard.sighting().arrivedAt(), now), now);
                }))
                .flatMap(heard -> tell(heard.sighting()))
                .then();
    }

    /// The desk takes calls, or no longer does. Empty when it is not here.
    public Mono<Present> setAvailable(MemberId member, boolean available) {
        return Mono.fromSupplier(() -> pages.computeIfPresent(member, (_, heard) -> {
                    Sighting old = heard.sighting();
                    Present page = old.page().with(available, old.page().connected());
                    return new Heard(new Sighting(old.node(), page, old.arrivedAt(), old.lostAt()), heard.at());
                }))
                .flatMap(heard -> tell(heard.sighting()));
    }

    /// Empty when it is not here, grace included.
    public Mono<Present> find(MemberId member) {
        return Mono.defer(() -> {
            Heard heard = pages.get(member);
            return isHere(heard, clock.instant())
                    ? Mono.just(Objects.requireNonNull(heard).sighting().page())
                    : Mono.empty();
        });
    }

    /// Everybody who is here, grace included.
    public Flux<Present> all() {
        return Flux.defer(() -> {
            Instant now = clock.instant();
            pages.values().removeIf(heard -> !isHere(heard, now));
            return Flux.fromIterable(pages.values())
                    .map(heard -> heard.sighting().page());
        });
    }

    private static Sighting keep(@Nullable Heard heard) {
        return Objects.requireNonNull(heard).sighting();
    }

    private static boolean takesCalls(@Nullable Heard heard) {
        return heard != null && heard.sighting().page().available();
    }

    private boolean isHere(@Nullable Heard heard, Instant now) {
        if (heard == null) {
            return false;
        }
        Instant lostAt = heard.sighting().lostAt();
        boolean inGrace = lostAt == null || now.isBefore(lostAt.plus(grace));
        boolean leased =
                heard.sighting().node().equals(node) || now.isBefore(heard.at().plus(lease));
        return inGrace && leased;
    }

    private Mono<Present> tell(Sighting sighting) {
        return say(List.of(sighting)).thenReturn(sighting.page());
    }

    private Mono<Void> say(List<Sighting> sightings) {
        return broadcast.say(TOPIC, json.writeValueAsString(sightings)).onErrorResume(error -> {
            LOG.debug("presence could not be told; it is said again soon", error);
            return Mono.empty();
        });
    }

    /// Says everything that this node knows for itself.
    Mono<Void> sayAll() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            List<Sighting> own = pages.values().stream()
                    .filter(heard -> heard.sighting().node().equals(node) && isHere(heard, now))
                    .map(Heard::sighting)
                    .toList();
            return own.isEmpty() ? Mono.empty() : say(own);
        });
    }

    private void hear(String message) {
        Instant now = clock.instant();
        for (Sighting sighting : json.readValue(message, SIGHTINGS)) {
            if (!sighting.node().equals(node)) {
                pages.merge(sighting.page().member(), new Heard(sighting, now), Presence::later);
            }
        }
    }

    private static Heard later(Heard old, Heard fresh) {
        return fresh.sighting().arrivedAt().isBefore(old.sighting().arrivedAt()) ? old : fresh;
    }

    @Override
    public synchronized void start() {
        Retry again = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(5));
        running = Flux.merge(
                        broadcast.listen(TOPIC).doOnNext(this::hear).then().retryWhen(again),
                        Flux.interval(lease.dividedBy(3))
                                .onBackpressureDrop()
                                .concatMap(_ -> sayAll())
                                .then())
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

    @Override
    public int getPhase() {
        return -100;
    }
}
