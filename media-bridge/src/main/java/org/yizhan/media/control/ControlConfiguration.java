package org.yizhan.media.control;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.media.room.Recorders;
import org.yizhan.media.transport.Refusals;
import org.yizhan.platform.outbox.Outboxes;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MediaSettings.class)
class ControlConfiguration {

    @Bean
    Refusals refusals() {
        return new Refusals();
    }

    @Bean
    Connectedness connectedness(Outboxes outboxes, TransactionalOperator transactions, Clock clock) {
        return new Connectedness(outboxes.in("media"), transactions, clock);
    }

    @Bean
    RunningEngine runningEngine(
            MediaSettings settings,
            Refusals refusals,
            ObjectProvider<Recorders> recorders,
            Connectedness connectedness,
            Clock clock) {
        return new RunningEngine(settings, refusals, recorders.getIfAvailable(Unrecorded::new), connectedness, clock);
    }

    /// `yizhan.media.refused`, by reason: packets of strangers and broken ones.
    @Bean
    MeterBinder refusalMeters(Refusals refusals) {
        return registry -> {
            for (Refusals.Reason reason : Refusals.Reason.values()) {
                FunctionCounter.builder("yizhan.media.refused", refusals, counted -> counted.of(reason))
                        .tag(
                                "reason",
                                reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                        .description("Packets that were not let in")
                        .register(registry);
            }
        };
    }
}
