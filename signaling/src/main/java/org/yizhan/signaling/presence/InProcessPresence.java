package org.yizhan.signaling.presence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.MemberId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Presence of a single node. Its sockets are its leases, so none expires by time.
final class InProcessPresence implements Presence {

    private record Entry(Present present, @Nullable Instant lostAt) {}

    private final Map<MemberId, Entry> entries = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration grace;

    InProcessPresence(Clock clock, Duration grace) {
        this.clock = clock;
        this.grace = grace;
    }

    @Override
    public Mono<Present> arrive(Present page) {
        return Mono.fromSupplier(() -> {
            Instant now = clock.instant();
            return entries.compute(page.member(), (_, before) -> {
                boolean available = before != null && !isOver(before, now) && before.present().available();
                return new Entry(page.with(page.available() || available, true), null);
            }).present();
        });
    }

    @Override
    public Mono<Void> stay(MemberId member, UUID connection) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> leave(MemberId member, UUID connection) {
        return Mono.fromRunnable(() -> entries.computeIfPresent(member, (_, entry) ->
                entry.present().connection().equals(connection)
                        ? new Entry(entry.present().with(entry.present().available(), false), clock.instant())
                        : entry));
    }

    @Override
    public Mono<Present> setAvailable(MemberId member, boolean available) {
        return Mono.fromSupplier(() -> entries.computeIfPresent(member, (_, entry) ->
                        new Entry(entry.present().with(available, entry.present().connected()), entry.lostAt())))
                .map(Entry::present);
    }

    @Override
    public Mono<Present> find(MemberId member) {
        return Mono.defer(() -> {
            Entry entry = entries.get(member);
            return entry == null || isOver(entry, clock.instant()) ? Mono.empty() : Mono.just(entry.present());
        });
    }

    @Override
    public Flux<Present> all() {
        return Flux.defer(() -> {
            Instant now = clock.instant();
            entries.values().removeIf(entry -> isOver(entry, now));
            return Flux.fromIterable(entries.values()).map(Entry::present);
        });
    }

    private boolean isOver(Entry entry, Instant now) {
        return entry.lostAt() != null && !now.isBefore(entry.lostAt().plus(grace));
    }
}
