package org.yizhan.platform.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

class InProcessLiveTest extends LiveContract {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-05T01:00:00Z"));
    private final Leases leases = new InProcessLeases(((InstantSource) now::get).withZone(ZoneOffset.UTC));
    private final Broadcast broadcast = new InProcessBroadcast();

    @Override
    Leases leases() {
        return leases;
    }

    @Override
    Broadcast broadcast() {
        return broadcast;
    }

    @Override
    void pass(Duration time) {
        now.updateAndGet(it -> it.plus(time));
    }
}
