package org.yizhan.signaling.live;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    @Bean
    Nudges nudges() {
        return new InProcessNudges();
    }
}
