package org.yizhan.signaling.socket;

import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SocketSettings.class)
class SocketConfiguration {

    /// Before the static pages, which would answer any path.
    @Bean
    SimpleUrlHandlerMapping socketMapping(SocketUpgrade upgrade) {
        return new SimpleUrlHandlerMapping(Map.of("/ws", upgrade), -1);
    }
}
