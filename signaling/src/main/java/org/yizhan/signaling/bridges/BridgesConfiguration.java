package org.yizhan.signaling.bridges;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.platform.rounds.Rounds;

@Configuration(proxyBeanMethods = false)
class BridgesConfiguration {

    /// How soon pages learn that the bridge is another one.
    private static final Duration LOOK = Duration.ofSeconds(2);

    @Bean
    Rounds bridgeRounds(Bridges bridges) {
        return new Rounds("the bridge watch", Duration.ZERO, LOOK, bridges::look);
    }
}
