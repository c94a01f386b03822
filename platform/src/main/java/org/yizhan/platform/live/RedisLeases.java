package org.yizhan.platform.live;

import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanStream;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/// A lease is a key that expires.
final class RedisLeases implements Leases {

    private static final String PREFIX = "yizhan:lease:";

    private static final String TAKE = """
            local holder = redis.call('get', KEYS[1])
            if holder and holder ~= ARGV[1] then return 0 end
            redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
            return 1
            """;

    private static final String RELEASE = """
            if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end
            return 0
            """;

    private final StatefulRedisConnection<String, String> redis;

    RedisLeases(StatefulRedisConnection<String, String> redis) {
        this.redis = redis;
    }

    @Override
    public Mono<Boolean> take(String name, String holder, Duration length) {
        return redis.reactive()
                .<Long>eval(
                        TAKE,
                        ScriptOutputType.INTEGER,
                        new String[] {PREFIX + name},
                        holder,
                        String.valueOf(length.toMillis()))
                .next()
                .map(answer -> answer == 1);
    }

    @Override
    public Mono<Void> release(String name, String holder) {
        return redis.reactive()
                .eval(RELEASE, ScriptOutputType.INTEGER, new String[] {PREFIX + name}, holder)
                .then();
    }

    @Override
    public Mono<String> holder(String name) {
        return redis.reactive().get(PREFIX + name);
    }

    @Override
    public Mono<Set<String>> held(String prefix) {
        var pattern = PREFIX + prefix.replaceAll("([*?\\[\\]\\\\])", "\\\\$1") + "*";
        return ScanStream.scan(
                        redis.reactive(), ScanArgs.Builder.matches(pattern).limit(500))
                .map(key -> key.substring(PREFIX.length() + prefix.length()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
