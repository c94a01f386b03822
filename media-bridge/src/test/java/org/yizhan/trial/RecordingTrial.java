package org.yizhan.trial;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.yizhan.platform.PlatformConfiguration;

/// Recording and playback with the platform, without the media engine. Outside the package that the part scans.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(PlatformConfiguration.class)
@ComponentScan(
        basePackages = {
            "org.yizhan.media.recording",
            "org.yizhan.media.playback",
            "org.yizhan.media.inspection",
            "org.yizhan.media.retention",
            "org.yizhan.media.film"
        },
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class RecordingTrial {}
