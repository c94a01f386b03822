package org.yizhan.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.platform.testing.RealRedis;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/// The context goes before the server that it is connected to.
@DirtiesContext
class RedisOutboxTest extends OutboxContract {

    private static final RealRedis REDIS = RealRedis.start();

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
        REDIS.register(registry);
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void whatRedisLosesIsSentAgainAndTakesEffectOnce() {
        var id = CaseId.random();
        StepVerifier.create(Flux.range(1, 20).concatMap(version -> announce(changed(id, version))))
                .verifyComplete();
        awaitHandled(id, 20);
        REDIS.kill();
        StepVerifier.create(Flux.range(21, 20).concatMap(version -> announce(changed(id, version))))
                .verifyComplete();
        REDIS.loseEverything();
        awaitHandled(id, 40);
        assertThat(effects(id)).isEqualTo(versions());
    }

    private static List<Long> versions() {
        return LongStream.rangeClosed(1, 40).boxed().toList();
    }
}
