package org.yizhan.platform.live;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Chooses where live state is.
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "yizhan.redis.url", matchIfMissing = true, havingValue = "none")
    static class InProcess {

        @Bean
        Broadcast broadcast() {
            return new InProcessBroadcast();
        }

        @Bean
        Leases leases(Clock clock) {
            return new InProcessLeases(clock);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("yizhan.redis.url")
    static class InRedis {

        @Bean
        Broadcast broadcast(RedisClient redis, StatefulRedisConnection<String, String> connection) {
            return new RedisBroadcast(connection, redis.connectPubSub());
        }

        @Bean
        Leases leases(StatefulRedisConnection<String, String> connection) {
            return new RedisLeases(connection);
        }
    }
}
