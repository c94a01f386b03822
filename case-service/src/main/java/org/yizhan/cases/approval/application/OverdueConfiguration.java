package org.yizhan.cases.approval.application;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.platform.rounds.Rounds;

@Configuration(proxyBeanMethods = false)
class OverdueConfiguration {

    private static final Duration PAUSE = Duration.ofSeconds(30);

    @Bean
    Rounds overdueRounds(Overdue overdue) {
        return new Rounds("overdue cases", PAUSE, PAUSE, overdue::look);
    }
}
