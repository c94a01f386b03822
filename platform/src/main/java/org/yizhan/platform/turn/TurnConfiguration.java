package org.yizhan.platform.turn;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TurnSettings.class)
class TurnConfiguration {

    @Bean
    Relays relays(TurnSettings settings, Clock clock) {
        return new Relays(settings.urls(), settings.secret(), settings.life(), clock);
    }
}
