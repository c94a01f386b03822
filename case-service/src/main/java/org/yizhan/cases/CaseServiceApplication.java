package org.yizhan.cases;

import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.yizhan.platform.r2dbc.PartSchema;

/// The case service: import this beside the platform's configuration.
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
public class CaseServiceApplication {

    @Bean
    PartSchema casesSchema() {
        return new PartSchema("cases");
    }
}
