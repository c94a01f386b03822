package org.yizhan.platform.gathering;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class GatheringTest {

    private final List<List<Integer>> together = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whoComesFirstGoesAtOnceAndWhoComesMeanwhileGoesTogether() {
        var first = Sinks.<List<Integer>>one();
        try (var gathering = new Gathering<Integer, Integer>(1, 10, all -> {
            together.add(all);
            return all.contains(0) ? first.asMono() : Mono.just(all);
        })) {
            var outcomes = IntStream.range(0, 5)
                    .mapToObj(i -> gathering.ask(i).toFuture())
                    .toList();
            first.tryEmitValue(List.of(0));
            assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).succeedsWithin(5, SECONDS));
            assertThat(together).containsExactly(List.of(0), List.of(1, 2, 3, 4));
        }
    }

    @Test
    void everybodyGetsTheirOwnOutcomeFromManyThreadsAndLanesAreNeverMoreThanAllowed() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        try (var gathering = new Gathering<Integer, Integer>(
                2,
                7,
                all -> Mono.fromCallable(() -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            var outcomes = all.stream().map(i -> i * 3).toList();
                            running.decrementAndGet();
                            return outcomes;
                        })
                        .subscribeOn(Schedulers.boundedElastic()))) {
            Flux.range(0, 20_000)
                    .flatMap(
                            i -> gathering
                                    .ask(i)
                                    .subscribeOn(Schedulers.parallel())
                                    .map(o -> o == i * 3),
                            64)
                    .all(right -> right)
                    .as(StepVerifier::create)
                    .expectNext(true)
                    .verifyComplete();
        }
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void anErrorIsEverybodysOfThatGatheringAndNobodyElses() {
        try (var gathering = new Gathering<Integer, Integer>(
                1, 10, all -> all.contains(13) ? Mono.error(new IllegalStateException("13")) : Mono.just(all))) {
            gathering.ask(13).as(StepVerifier::create).verifyErrorMessage("13");
            gathering.ask(14).as(StepVerifier::create).expectNext(14).verifyComplete();
        }
    }

    @Test
    void oneThatIsClosedTakesNothingMore() {
        var gathering = new Gathering<Integer, Integer>(1, 10, Mono::just);
        gathering.close();
        gathering.ask(1).as(StepVerifier::create).verifyError(CancellationException.class);
    }
}
