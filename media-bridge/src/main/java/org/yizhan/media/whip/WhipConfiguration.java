package org.yizhan.media.whip;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WhipConfiguration {

    @Bean
    WhipSessions whipSessions() {
        return new WhipSessions();
    }
}
