package org.yizhan.signaling.bridges;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.platform.live.Broadcast;
import org.yizhan.platform.rounds.Rounds;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class BridgesConfiguration {

    /// How soon a bridge that is gone is missed: at the next look when its port is refused, after two looks when it is
    /// silent and was not heard of meanwhile.
    private static final Duration LOOK = Duration.ofMillis(300);

    @Bean
    Rounds bridgeRounds(Bridges bridges) {
        return new Rounds("the bridge watch", Duration.ZERO, LOOK, bridges::look);
    }

    @Bean
    Beats bridgeBeats(Bridges bridges, Broadcast broadcast, JsonMapper json) {
        return new Beats(bridges, broadcast, json);
    }
}
