package org.yizhan.neighbours;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.yizhan.platform.PlatformConfiguration;
import org.yizhan.signaling.SignalingApplication;

@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, SignalingApplication.class})
public class SignalingTrial {

    @Bean
    FakeBridge mediaBridge() {
        return new FakeBridge();
    }

    @Bean
    FakeCases caseDesk() {
        return new FakeCases();
    }
}
