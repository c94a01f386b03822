package org.yizhan.cases.audit;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.platform.rounds.Rounds;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    Rounds headRounds(Joining joining) {
        return new Rounds("audit heads", Duration.ZERO, Duration.ofSeconds(1), joining::round);
    }
}
