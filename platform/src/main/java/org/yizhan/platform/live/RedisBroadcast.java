package org.yizhan.platform.live;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Redis publish and subscribe; one subscription a topic for the whole process. Lettuce subscribes again by itself
/// after a lost connection.
final class RedisBroadcast implements Broadcast {

    private static final String PREFIX = "yizhan:say:";

    private final StatefulRedisConnection<String, String> redis;
    private final StatefulRedisPubSubConnection<String, String> subscriptions;
    private final InProcessBroadcast here = new InProcessBroadcast();

    RedisBroadcast(
            StatefulRedisConnection<String, String> redis,
            StatefulRedisPubSubConnection<String, String> subscriptions) {
        this.redis = redis;
        this.subscriptions = subscriptions;
        subscriptions.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                here.hear(channel.substring(PREFIX.length()), message);
            }
        });
    }

    @Override
    public Mono<Void> say(String topic, String message) {
        return redis.reactive().publish(PREFIX + topic, message).then();
    }

    /// Topics are few and fixed, so a topic once subscribed stays so; Redis does not mind being asked again.
    @Override
    public Flux<String> listen(String topic) {
        var subscribed = subscriptions.reactive().subscribe(PREFIX + topic);
        return here.listen(topic).mergeWith(subscribed.thenMany(Flux.never()));
    }
}
