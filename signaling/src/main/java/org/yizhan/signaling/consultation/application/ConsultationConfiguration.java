package org.yizhan.signaling.consultation.application;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.signaling.live.Rounds;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsultationSettings.class)
class ConsultationConfiguration {

    /// After a start, pages have this long to come back before anybody counts as away.
    private static final Duration REBUILT = Duration.ofSeconds(5);

    @Bean
    Rounds lostMemberRounds(Watching watching) {
        return new Rounds("lost members", REBUILT, Duration.ofSeconds(1), watching::lookForLost);
    }

    @Bean
    Rounds dueRounds(Watching watching) {
        return new Rounds("due consultations", Duration.ofSeconds(1), Duration.ofMillis(500), watching::lookForDue);
    }
}
