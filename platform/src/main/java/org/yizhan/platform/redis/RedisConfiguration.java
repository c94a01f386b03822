package org.yizhan.platform.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// `yizhan.redis.url`: absent in the single-node default, then nothing here exists.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("yizhan.redis.url")
class RedisConfiguration {

    /// An answer that takes longer is an error; whoever asked tries again or goes on without.
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(3);

    @Bean(destroyMethod = "shutdown")
    ClientResources redisResources() {
        return ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
    }

    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(@Value("${yizhan.redis.url}") String url, ClientResources resources) {
        var uri = RedisURI.create(url);
        uri.setTimeout(COMMAND_TIMEOUT);
        var client = RedisClient.create(resources, uri);
        // Refuse at once while the connection is down, rather than pile up what nobody waits for any more.
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        return client;
    }

    /// For short commands of everybody.
    @Bean(destroyMethod = "close")
    StatefulRedisConnection<String, String> redisConnection(RedisClient redis) {
        return redis.connect();
    }
}
