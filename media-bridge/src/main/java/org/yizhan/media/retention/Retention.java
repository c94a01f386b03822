package org.yizhan.media.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.media.recording.Recordings;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.platform.rounds.Rounds;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import org.yizhan.protocol.id.RecordingId;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Looks now and then for recordings that have reached their term, and hears of decisions, which lengthen it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
class Retention implements EventConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /// A start has other things to do first.
    private static final Duration FIRST = Duration.ofSeconds(20);

    /// What of a case makes its meetings more than advice.
    private static final Set<String> DECISIONS = Set.of("approve", "sign", "complete", "return");

    private final Terms terms;
    private final Recordings recordings;
    private final RetentionSettings settings;
    private final Clock clock;

    Retention(Terms terms, Recordings recordings, RetentionSettings settings, Clock clock) {
        this.terms = terms;
        this.recordings = recordings;
        this.settings = settings;
        this.clock = clock;
    }

    @Bean
    Rounds retentionRounds() {
        return new Rounds("recordings that reached their term", FIRST, settings.sweep(), this::sweep);
    }

    @Override
    public String name() {
        return "media.retention";
    }

    @Override
    public String schema() {
        return "media";
    }

    @Override
    public Mono<Void> on(EventId id, Event event) {
        return event instanceof Event.CaseDecided decided && DECISIONS.contains(decided.action())
                ? terms.decided(decided.caseId())
                : Mono.empty();
    }

    /// Sets terms and erases what has reached its own.
    Mono<Void> sweep() {
        Instant now = clock.instant();
        return terms.set()
                .thenMany(terms.over(now))
                .concatMap(id -> erase(id, now))
                .then();
    }

    private Mono<Void> erase(RecordingId recording, Instant now) {
        return Mono.fromCallable(() -> recordings.isHere(recording))
                .subscribeOn(Schedulers.boundedElastic())
                .filter(here -> here)
                .flatMap(_ -> terms.erase(
                        recording,
                        now,
                        Mono.fromCallable(() -> recordings.erase(recording, "term", now))
                                .subscribeOn(Schedulers.boundedElastic())))
                .doOnSuccess(_ -> LOG.info("recording {} has reached its term", recording))
                .onErrorResume(broken -> {
                    LOG.error("recording {} cannot be erased", recording, broken);
                    return Mono.empty();
                });
    }
}
