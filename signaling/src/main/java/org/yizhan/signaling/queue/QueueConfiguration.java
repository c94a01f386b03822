package org.yizhan.signaling.queue;

import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.signaling.live.Rounds;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QueueSettings.class)
class QueueConfiguration {

    /// After a start, pages have this long to come back before anybody counts as gone.
    private static final Duration REBUILT = Duration.ofSeconds(5);

    @Bean
    Rounds lostBoothRounds(LostBooths booths) {
        return new Rounds("lost booths", REBUILT, Duration.ofSeconds(1), booths::look);
    }
}
