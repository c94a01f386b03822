package org.yizhan.media.control;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.media.room.Recorders;
import org.yizhan.media.transport.Refusals;
import org.yizhan.platform.live.Broadcast;
import org.yizhan.platform.outbox.Outboxes;
import tools.jackson.databind.json.JsonMapper;

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
    LineMeters lineMeters() {
        return new LineMeters();
    }

    @Bean
    RunningEngine runningEngine(
            MediaSettings settings,
            Refusals refusals,
            ObjectProvider<Recorders> recorders,
            Connectedness connectedness,
            LineMeters meters,
            Clock clock) {
        return new RunningEngine(
                settings,
                refusals,
                recorders.getIfAvailable(Unrecorded::new),
                new RoomEvents(connectedness, meters),
                clock);
    }

    /// Only our own engine is slow at first.
    @Bean
    @ConditionalOnProperty(name = "yizhan.media.engine", havingValue = "embedded", matchIfMissing = true)
    OfferExercise offerExercise(BridgeController bridge) {
        return new OfferExercise(bridge);
    }

    @Bean
    Standing standing(RunningEngine engine, MediaSettings settings) {
        return new Standing(engine, settings.region());
    }

    @Bean
    Beating beating(Standing standing, MediaSettings settings, Broadcast broadcast, JsonMapper json) {
        return new Beating(standing, settings, broadcast, json);
    }

    /// `yizhan.media.stress`: what is told to signaling, see docs/media.md.
    @Bean
    MeterBinder stressMeter(Standing standing) {
        return registry -> Gauge.builder("yizhan.media.stress", standing, Standing::stress)
                .description("How much of what the bridge can carry it carries, 0 to 1")
                .register(registry);
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
