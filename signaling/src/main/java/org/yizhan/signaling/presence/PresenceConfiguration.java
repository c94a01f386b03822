package org.yizhan.signaling.presence;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PresenceSettings.class)
class PresenceConfiguration {

    @Bean
    Presence presence(Clock clock, PresenceSettings settings) {
        return new InProcessPresence(clock, settings.grace());
    }
}
