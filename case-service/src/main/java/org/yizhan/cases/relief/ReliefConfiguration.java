package org.yizhan.cases.relief;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.platform.rounds.Rounds;

@Configuration(proxyBeanMethods = false)
class ReliefConfiguration {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    @Bean
    Rounds latePaperRounds(Lapsing lapsing) {
        return new Rounds("papers that were to follow", PAUSE, PAUSE, lapsing::look);
    }
}
