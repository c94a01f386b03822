package org.yizhan.platform.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/// All nodes are this process.
public final class InProcessLeases implements Leases {

    private record Lease(String holder, Instant until) {}

    private final Clock clock;
    private final ConcurrentMap<String, Lease> leases = new ConcurrentHashMap<>();

    public InProcessLeases(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Mono<Boolean> take(String name, String holder, Duration length) {
        return Mono.fromSupplier(() -> {
            var now = clock.instant();
            var lease = leases.compute(
                    name,
                    (_, old) -> old == null
                                    || old.holder().equals(holder)
                                    || !old.until().isAfter(now)
                            ? new Lease(holder, now.plus(length))
                            : old);
            return lease.holder().equals(holder);
        });
    }

    @Override
    public Mono<Void> release(String name, String holder) {
        return Mono.fromRunnable(
                () -> leases.computeIfPresent(name, (_, lease) -> lease.holder().equals(holder) ? null : lease));
    }

    @Override
    public Mono<String> holder(String name) {
        return Mono.fromSupplier(() -> leases.get(name)).filter(this::runs).map(Lease::holder);
    }

    @Override
    public Mono<Set<String>> held(String prefix) {
        return Mono.fromSupplier(() -> {
            leases.values().removeIf(lease -> !runs(lease));
            return leases.keySet().stream()
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .collect(Collectors.toUnmodifiableSet());
        });
    }

    private boolean runs(Lease lease) {
        return lease.until().isAfter(clock.instant());
    }
}
