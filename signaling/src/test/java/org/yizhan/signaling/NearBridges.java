package org.yizhan.signaling;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.yizhan.neighbours.FakeBridge;
import org.yizhan.platform.live.Broadcast;
import org.yizhan.protocol.bridge.BridgeBeat;
import org.yizhan.protocol.bridge.MediaBridges;
import tools.jackson.databind.json.JsonMapper;

/// Meetings where two bridges near to the booth beat, and one that is near to all is always asked.
@Import(NearBridges.Bridges.class)
abstract class NearBridges extends Meetings {

    private static final Map<String, FakeBridge> BRIDGES = new ConcurrentHashMap<>();

    @TestConfiguration
    static class Bridges {
        @Bean
        MediaBridges mediaBridges() {
            return url -> Objects.requireNonNull(BRIDGES.get(url));
        }
    }

    @Autowired
    Broadcast broadcast;

    @Autowired
    JsonMapper json;

    final Set<String> beating = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();

    @BeforeEach
    void twoNearTheBooth() {
        for (String name : new String[] {"one", "two"}) {
            FakeBridge near = new FakeBridge(name + "-" + district);
            near.isNear(district + ".s01");
            BRIDGES.put(url(name), near);
            beating.add(url(name));
        }
        beats.scheduleWithFixedDelay(
                () -> beating.forEach(url -> beat(url, false)), 0, BridgeBeat.EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void theyGo() {
        beats.shutdownNow();
        beating.forEach(url -> beat(url, true));
    }

    String url(String name) {
        return "http://" + name + "." + district;
    }

    void beat(String url, boolean leaving) {
        FakeBridge bridge = Objects.requireNonNull(BRIDGES.get(url));
        broadcast
                .say(BridgeBeat.TOPIC, json.writeValueAsString(new BridgeBeat(url, bridge.now(), leaving)))
                .block(Duration.ofSeconds(5));
    }

    FakeBridge near(String name) {
        return Objects.requireNonNull(BRIDGES.get(url(name)));
    }
}
