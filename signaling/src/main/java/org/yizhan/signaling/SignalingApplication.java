package org.yizhan.signaling;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.yizhan.platform.r2dbc.PartSchema;

/// Signaling as one part: import this beside the platform. It needs a `MediaBridge` and a `CaseDesk`, here or
/// elsewhere.
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class SignalingApplication {

    @Bean
    PartSchema signalingSchema() {
        return new PartSchema("signaling");
    }
}
