package org.yizhan.signaling.consultation.application;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.platform.rounds.Rounds;
import org.yizhan.signaling.presence.PresenceSettings;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsultationSettings.class)
class ConsultationConfiguration {

    @Bean
    Rounds lostMemberRounds(Watching watching, PresenceSettings settings) {
        return new Rounds("lost members", settings.rebuilt(), Duration.ofSeconds(1), watching::lookForLost);
    }

    @Bean
    Rounds dueRounds(Watching watching) {
        return new Rounds("due consultations", Duration.ofSeconds(1), Duration.ofMillis(500), watching::lookForDue);
    }
}
