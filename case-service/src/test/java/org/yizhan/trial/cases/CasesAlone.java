package org.yizhan.trial.cases;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.yizhan.cases.CaseServiceApplication;
import org.yizhan.platform.PlatformConfiguration;

/// The case service and the platform, nothing else.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, CaseServiceApplication.class})
public class CasesAlone {

    @Bean
    WrittenConsultations consultations() {
        return new WrittenConsultations();
    }

    @Bean
    HeardEvents heardEvents() {
        return new HeardEvents();
    }

    @Bean
    @Primary
    MovedClock movedClock() {
        return new MovedClock();
    }
}
