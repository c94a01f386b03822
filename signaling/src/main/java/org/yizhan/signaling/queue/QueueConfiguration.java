package org.yizhan.signaling.queue;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.platform.rounds.Rounds;
import org.yizhan.signaling.presence.PresenceSettings;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueueSettings.class)
class QueueConfiguration {

    @Bean
    Rounds lostBoothRounds(LostBooths booths, PresenceSettings settings) {
        return new Rounds("lost booths", settings.rebuilt(), Duration.ofSeconds(1), booths::look);
    }
}
