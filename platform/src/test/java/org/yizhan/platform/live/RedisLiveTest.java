package org.yizhan.platform.live;

import io.lettuce.core.RedisClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.yizhan.platform.testing.RealRedis;
import reactor.core.publisher.Mono;

class RedisLiveTest extends LiveContract {

    private static final RealRedis SERVER = RealRedis.start();
    private static final RedisClient CLIENT = RedisClient.create(SERVER.url());
    private static final Leases LEASES = new RedisLeases(CLIENT.connect());
    private static final Broadcast BROADCAST = new RedisBroadcast(CLIENT.connect(), CLIENT.connectPubSub());

    @AfterAll
    static void stop() {
        CLIENT.shutdown();
        SERVER.close();
    }

    @Override
    Leases leases() {
        return LEASES;
    }

    @Override
    Broadcast broadcast() {
        return BROADCAST;
    }

    /// Redis has a clock of its own.
    @Override
    void pass(Duration time) {
        Mono.delay(time).block();
    }
}
