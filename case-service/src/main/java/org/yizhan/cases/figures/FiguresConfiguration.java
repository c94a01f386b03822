package org.yizhan.cases.figures;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.platform.rounds.Rounds;

@Configuration(proxyBeanMethods = false)
class FiguresConfiguration {

    private static final Duration FIRST = Duration.ZERO;
    private static final Duration PERIOD = Duration.ofSeconds(30);

    @Bean
    Rounds figuresRounds(Keeping keeping) {
        return new Rounds("sums for figures", FIRST, PERIOD, keeping::round);
    }
}
