package org.yizhan.platform.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/// What live state keeps wherever it is.
abstract class LiveContract {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final String name = "desk/" + UUID.randomUUID();

    abstract Leases leases();

    abstract Broadcast broadcast();

    /// Lets this much time pass for the leases.
    abstract void pass(Duration time);

    @Test
    void aLeaseHasOneHolder() {
        take("a", true);
        take("b", false);
        take("a", true);
        StepVerifier.create(leases().holder(name)).expectNext("a").verifyComplete();
    }

    @Test
    void aLeaseThatIsGivenBackIsFree() {
        take("a", true);
        StepVerifier.create(leases().release(name, "b")).verifyComplete();
        take("b", false);
        StepVerifier.create(leases().release(name, "a")).verifyComplete();
        StepVerifier.create(leases().holder(name)).verifyComplete();
        take("b", true);
    }

    @Test
    void aLeaseEndsByItself() {
        StepVerifier.create(leases().take(name, "a", Duration.ofMillis(300)))
                .expectNext(true)
                .verifyComplete();
        pass(Duration.ofMillis(400));
        StepVerifier.create(leases().holder(name)).verifyComplete();
        take("b", true);
    }

    @Test
    void heldLeasesAreListedByPrefix() {
        for (var each : List.of("/one", "/two", "/a*b")) {
            StepVerifier.create(leases().take(name + each, "x", LONG))
                    .expectNext(true)
                    .verifyComplete();
        }
        StepVerifier.create(leases().held(name + "/"))
                .assertNext(held -> assertThat(held).isEqualTo(Set.of("one", "two", "a*b")))
                .verifyComplete();
        StepVerifier.create(leases().held(name + "/a*"))
                .assertNext(held -> assertThat(held).isEqualTo(Set.of("b")))
                .verifyComplete();
    }

    @Test
    void ofManyWhoAskAtOnceOneGetsTheLease() {
        StepVerifier.create(Flux.range(0, 50)
                        .flatMap(i -> leases().take(name, "holder" + i, LONG), 50)
                        .filter(taken -> taken)
                        .count())
                .expectNext(1L)
                .verifyComplete();
    }

    @Test
    void everyListenerHearsWhatIsSaidInItsOrder() {
        var heard = Sinks.many().replay().<String>all();
        var listening =
                Flux.merge(broadcast().listen(name), broadcast().listen(name)).subscribe(heard::tryEmitNext);
        try {
            awaitListening(heard);
            StepVerifier.create(Flux.range(1, 50)
                            .concatMap(i -> broadcast().say(name, "message " + i))
                            .then(broadcast().say(name + "/other", "elsewhere"))
                            .then(broadcast().say(name, "last")))
                    .verifyComplete();
            StepVerifier.create(heard.asFlux()
                            .filter(it -> !it.startsWith("ping"))
                            .take(102)
                            .collectList())
                    .assertNext(all -> {
                        assertThat(all.stream().filter(it -> it.equals("last"))).hasSize(2);
                        assertThat(all).doesNotContain("elsewhere");
                        assertThat(all.stream().distinct().limit(50).toList())
                                .isEqualTo(IntStream.rangeClosed(1, 50)
                                        .mapToObj(i -> "message " + i)
                                        .toList());
                    })
                    .expectComplete()
                    .verify(SOON);
        } finally {
            listening.dispose();
        }
    }

    private void take(String holder, boolean expected) {
        StepVerifier.create(leases().take(name, holder, LONG))
                .expectNext(expected)
                .verifyComplete();
    }

    /// A subscription takes a moment to reach the server: says something until it is heard by both.
    private void awaitListening(Sinks.Many<String> heard) {
        StepVerifier.create(Flux.range(0, 500)
                        .concatMap(i -> broadcast().say(name, "ping " + i).then(Mono.delay(Duration.ofMillis(20))))
                        .takeUntilOther(heard.asFlux().take(4).last())
                        .then())
                .expectComplete()
                .verify(SOON);
    }
}
