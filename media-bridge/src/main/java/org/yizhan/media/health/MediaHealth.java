package org.yizhan.media.health;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.bridge.MediaBridge;
import reactor.core.publisher.Mono;

/// Up while the media loop answers. A loop that is stuck or overloaded does not, and then nobody should be sent
/// here.
@Component
class MediaHealth implements ReactiveHealthIndicator {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final MediaBridge bridge;

    MediaHealth(MediaBridge bridge) {
        this.bridge = bridge;
    }

    @Override
    public Mono<Health> health() {
        return bridge.status()
                .timeout(PATIENCE)
                .map(status -> Health.up()
                        .withDetail("members", status.members())
                        .withDetail("rooms", status.rooms())
                        .withDetail("recordings", status.recordings())
                        .build())
                .onErrorResume(failure -> Mono.just(Health.down()
                        .withDetail("cause", failure.getClass().getSimpleName())
                        .build()));
    }
}
