package org.yizhan.bench.approvals;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.yizhan.cases.CaseServiceApplication;
import org.yizhan.platform.PlatformConfiguration;
import org.yizhan.protocol.consultation.Consultations;
import reactor.core.publisher.Mono;

/// The case service and the platform; there are no meetings.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({PlatformConfiguration.class, CaseServiceApplication.class})
class CasesAlone {

    /// Static, so that it is there before the beans that it looks at.
    @Bean
    static Turn turn() {
        return new Turn();
    }

    @Bean
    Consultations consultations() {
        return _ -> Mono.empty();
    }
}
