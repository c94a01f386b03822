package org.yizhan.platform.outbox;

import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The consumers are in several processes: events go into one Redis stream, from which each consumer reads by a group
/// of
/// its own.
@Component
@ConditionalOnProperty("yizhan.redis.url")
class RedisTransport implements EventTransport {

    static final String STREAM = "yizhan:events";

    /// There as long as Redis remembers what it was given.
    private static final String REMEMBERS = "yizhan:events:has:";

    private final StatefulRedisConnection<String, String> redis;
    private final Clock clock;

    RedisTransport(StatefulRedisConnection<String, String> redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public Mono<Void> deliver(StoredEvent event) {
        var oldest = clock.instant().minus(SchemaRelay.KEPT).toEpochMilli();
        var keep = new XAddArgs().minId(String.valueOf(oldest)).approximateTrimming();
        var fields = Map.of("id", event.id().toString(), "stream", event.stream(), "payload", event.payload());
        return redis.reactive().xadd(STREAM, keep, fields).then();
    }

    @Override
    public Mono<Boolean> lost(String schema) {
        return redis.reactive()
                .exists(REMEMBERS + schema)
                .map(there -> there == 0)
                // Not reachable is not lost.
                .onErrorReturn(false);
    }

    @Override
    public Mono<Void> found(String schema) {
        return redis.reactive()
                .set(REMEMBERS + schema, clock.instant().toString())
                .then();
    }
}
