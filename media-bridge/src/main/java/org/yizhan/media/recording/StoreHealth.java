package org.yizhan.media.recording;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// How the store of recordings does. Never `DOWN`: meetings and recordings go on without it, and a bridge must not be
/// taken out of service for it.
final class StoreHealth implements HealthIndicator {

    private static final String DEGRADED = "DEGRADED";

    private final StoreState state;

    StoreHealth(StoreState state) {
        this.state = state;
    }

    @Override
    public Health health() {
        StoreState.Trouble trouble = state.trouble();
        Health.Builder health = trouble == null
                ? Health.up()
                : Health.status(DEGRADED)
                        .withDetail("reason", trouble.reason().word())
                        .withDetail("zh", "录像存储" + trouble.reason().zh())
                        .withDetail("en", "the store of recordings: " + trouble.detail())
                        .withDetail("since", trouble.since().toString());
        return health.withDetail("store", state.where())
                .withDetail("waiting", state.waiting())
                .withDetail("backlogBytes", state.backlogBytes())
                .build();
    }
}
