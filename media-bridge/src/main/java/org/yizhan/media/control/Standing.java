package org.yizhan.media.control;

import org.yizhan.media.room.MediaEngine;
import org.yizhan.protocol.bridge.BridgeStatus;
import reactor.core.publisher.Mono;

/// What the bridge is and how it is: its region, its stress, whether it drains.
final class Standing {

    private final RunningEngine running;
    private final String region;
    private final Stress stress = new Stress();
    private volatile double latest;
    private volatile boolean draining;

    Standing(RunningEngine running, String region) {
        this.running = running;
        this.region = region;
    }

    void drain(boolean wanted) {
        draining = wanted;
    }

    double stress() {
        return latest;
    }

    Mono<BridgeStatus> status() {
        return load().map(this::status);
    }

    /// Measures anew; to be called at a steady pace.
    Mono<BridgeStatus> measured() {
        return load().map(load -> {
            synchronized (stress) {
                latest = stress.note(load, System.nanoTime());
            }
            return status(load);
        });
    }

    private Mono<MediaEngine.Load> load() {
        return Mono.fromFuture(() -> running.engine().load());
    }

    private BridgeStatus status(MediaEngine.Load load) {
        return new BridgeStatus(
                running.instance(),
                region,
                Math.round(latest * 1000) / 1000.0,
                draining,
                load.members(),
                load.rooms(),
                running.recorders().open());
    }
}
