package org.yizhan.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.event.Event.CaseChanged;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.trial.RememberingConsumer;
import org.yizhan.trial.TrialPart;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/// What every transport of events keeps. Run once a transport.
@SpringBootTest(classes = TrialPart.class, properties = "spring.main.web-application-type=reactive")
abstract class OutboxContract {

    /// A lost Redis is looked for ever more seldom, at last every 30 seconds.
    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    private Outboxes outboxes;

    @Autowired
    private RememberingConsumer consumer;

    @Autowired
    DatabaseClient database;

    @Autowired
    private TransactionalOperator transactions;

    @BeforeEach
    void nothingFails() {
        consumer.before.set((_, _) -> Mono.empty());
    }

    @Test
    void whatWasAnnouncedArrivesInTheOrderOfItsStream() {
        var one = CaseId.random();
        var other = CaseId.random();
        StepVerifier.create(Flux.range(1, 60)
                        .concatMap(version -> announce(changed(one, version)).then(announce(changed(other, version)))))
                .verifyComplete();
        awaitHandled(one, 60);
        awaitHandled(other, 60);
        assertThat(effects(one)).isEqualTo(versions(60));
        assertThat(effects(other)).isEqualTo(versions(60));
    }

    @Test
    void itArrivesWithinMomentsOfTheCommit() {
        var warm = CaseId.random();
        StepVerifier.create(announce(changed(warm, 1))).verifyComplete();
        awaitHandled(warm, 1);
        var best = Duration.ofHours(1);
        for (int i = 0; i < 5; i++) {
            var id = CaseId.random();
            StepVerifier.create(announce(changed(id, 1))).verifyComplete();
            long committed = System.nanoTime();
            awaitHandled(id, 1);
            var took = Duration.ofNanos(System.nanoTime() - committed);
            best = took.compareTo(best) < 0 ? took : best;
        }
        // The fallback looks every second: what is faster was woken.
        assertThat(best).isLessThan(Duration.ofMillis(400));
    }

    @Test
    void whatIsRolledBackIsNeverAnnounced() {
        var rolledBack = CaseId.random();
        var committed = CaseId.random();
        StepVerifier.create(transactions.transactional(outboxes.in("trial")
                        .announce(changed(rolledBack, 1))
                        .then(Mono.error(new IllegalStateException("changed my mind")))))
                .verifyError(IllegalStateException.class);
        StepVerifier.create(announce(changed(committed, 1))).verifyComplete();
        awaitHandled(committed, 1);
        assertThat(effects(rolledBack)).isEmpty();
    }

    @Test
    void withoutATransactionNothingIsAnnounced() {
        StepVerifier.create(outboxes.in("trial").announce(changed(CaseId.random(), 1)))
                .verifyError(IllegalStateException.class);
    }

    @Test
    void aFailedEffectIsTriedAgainAndHappensOnceInOrder() {
        var id = CaseId.random();
        var failures = new AtomicInteger();
        consumer.before.set((_, event) -> isVersion(event, id, 2) && failures.incrementAndGet() <= 2
                ? Mono.error(new IllegalStateException("not now"))
                : Mono.empty());
        StepVerifier.create(Flux.range(1, 5).concatMap(version -> announce(changed(id, version))))
                .verifyComplete();
        awaitHandled(id, 5);
        assertThat(failures).hasValueGreaterThanOrEqualTo(3);
        assertThat(effects(id)).isEqualTo(versions(5));
    }

    @Test
    void aPoisonedStreamHoldsNoOtherUp() {
        var poisoned = CaseId.random();
        var healthy = CaseId.random();
        var cured = new AtomicBoolean();
        consumer.before.set((_, event) -> isVersion(event, poisoned, 1) && !cured.get()
                ? Mono.error(new IllegalStateException("never"))
                : Mono.empty());
        StepVerifier.create(announce(changed(poisoned, 1))
                        .then(announce(changed(poisoned, 2)))
                        .thenMany(Flux.range(1, 300).concatMap(version -> announce(changed(healthy, version)))))
                .verifyComplete();
        awaitHandled(healthy, 300);
        assertThat(effects(poisoned)).isEmpty();
        cured.set(true);
        awaitHandled(poisoned, 2);
        assertThat(effects(poisoned)).isEqualTo(versions(2));
        assertThat(effects(healthy)).isEqualTo(versions(300));
    }

    @Test
    void aDeliveryThatIsRepeatedAfterACrashTakesNoEffect() {
        var id = CaseId.random();
        var after = CaseId.random();
        StepVerifier.create(announce(changed(id, 1))).verifyComplete();
        awaitHandled(id, 1);
        // As if the process had died after the effect and before it was noted that the event was sent.
        StepVerifier.create(database.sql("update trial.outbox set sent_at = null where stream = :stream")
                        .bind("stream", "case:" + id)
                        .fetch()
                        .rowsUpdated())
                .expectNext(1L)
                .verifyComplete();
        StepVerifier.create(announce(changed(after, 1))).verifyComplete();
        awaitHandled(after, 1);
        awaitAllSent();
        assertThat(effects(id)).isEqualTo(versions(1));
    }

    Mono<Void> announce(Event event) {
        return transactions.transactional(outboxes.in("trial").announce(event));
    }

    static CaseChanged changed(CaseId id, long version) {
        return new CaseChanged(id, null, version, Instant.now());
    }

    void awaitHandled(CaseId id, long version) {
        StepVerifier.create(consumer.handled
                        .asFlux()
                        .filter(event -> isVersion(event, id, version))
                        .next())
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
        // It was handled; its transaction may still be on its way.
        awaitCount("select count(*) from trial.effect where case_id = '" + id + "'", version);
    }

    void awaitAllSent() {
        awaitCount("select count(*) from trial.outbox where sent_at is null", 0);
    }

    void awaitCount(String count, long wanted) {
        StepVerifier.create(database.sql(count)
                        .mapValue(Long.class)
                        .one()
                        .filter(found -> found == wanted)
                        .repeatWhenEmpty(1000, tries -> tries.delayElements(Duration.ofMillis(10))))
                .expectNext(wanted)
                .expectComplete()
                .verify(SOON);
    }

    List<Long> effects(CaseId id) {
        var effects = database.sql("select version from trial.effect where case_id = :id order by position")
                .bind("id", id.value())
                .mapValue(Long.class)
                .all()
                .collectList()
                .block(SOON);
        return effects == null ? List.of() : effects;
    }

    private static List<Long> versions(long upTo) {
        return LongStream.rangeClosed(1, upTo).boxed().toList();
    }

    private static boolean isVersion(Event event, CaseId id, long version) {
        return event instanceof CaseChanged changed && changed.caseId().equals(id) && changed.version() == version;
    }
}
