package org.yizhan.platform.gathering;

import io.r2dbc.spi.R2dbcTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// Does together what was asked for while the work before it was being done. Nobody waits for company: who comes first
/// goes at once, and under load company comes by itself.
///
/// @param <I> what is asked for
/// @param <O> what comes of it
public final class Gathering<I, O> implements AutoCloseable {

    /// Who waited longer is told so and nothing is done for them: it is said at once that nothing was.
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final int lanes;
    private final int most;
    private final Function<List<I>, Mono<List<O>>> work;
    private final Queue<Asked<I, O>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean closed;

    /// @param lanes how many gatherings are worked on at once
    /// @param most  how many may come together
    /// @param work  gives an outcome for each, in their order; its error is everybody's
    public Gathering(int lanes, int most, Function<List<I>, Mono<List<O>>> work) {
        this.lanes = lanes;
        this.most = most;
        this.work = work;
    }

    private record Asked<I, O>(I what, long since, Sinks.One<O> outcome) {

        boolean isTooLate() {
            return System.nanoTime() - since > PATIENCE.toNanos();
        }
    }

    /// What comes of it. Who turns away after asking does not keep it from being done.
    ///
    /// @throws R2dbcTimeoutException (as an error signal) after [#PATIENCE] without a turn
    public Mono<O> ask(I what) {
        return Mono.defer(() -> {
            if (closed) {
                return Mono.error(new CancellationException("closed"));
            }
            var asked = new Asked<I, O>(what, System.nanoTime(), Sinks.one());
            waiting.add(asked);
            run();
            // The thread that brings the outcomes has the next gathering to bring.
            return asked.outcome().asMono().publishOn(Schedulers.parallel());
        });
    }

    /// Takes nothing more; what was taken is done.
    @Override
    public void close() {
        closed = true;
    }

    /// Opens a lane for what waits, when one is free.
    private void run() {
        while (!waiting.isEmpty()) {
            var lanesNow = running.get();
            if (lanesNow >= lanes) {
                return;
            }
            if (running.compareAndSet(lanesNow, lanesNow + 1)) {
                Mono.defer(this::together)
                        .repeat(() -> !waiting.isEmpty())
                        .doFinally(_ -> {
                            running.decrementAndGet();
                            // Somebody may have come between the last look and the lane's end.
                            run();
                        })
                        .subscribe();
                return;
            }
        }
    }

    private Mono<Void> together() {
        var all = take();
        return all.isEmpty()
                ? Mono.empty()
                : Mono.defer(() -> work.apply(all.stream().map(Asked::what).toList()))
                        .switchIfEmpty(Mono.error(() -> new IllegalStateException("no outcome")))
                        .doOnNext(outcomes -> tell(all, outcomes))
                        .doOnError(error -> all.forEach(asked -> asked.outcome().tryEmitError(error)))
                        .onErrorComplete()
                        .then();
    }

    private List<Asked<I, O>> take() {
        var all = new ArrayList<Asked<I, O>>();
        for (var one = waiting.poll(); one != null; one = waiting.poll()) {
            if (one.isTooLate()) {
                one.outcome().tryEmitError(new R2dbcTimeoutException("no turn within " + PATIENCE));
                continue;
            }
            all.add(one);
            if (all.size() == most) {
                break;
            }
        }
        return all;
    }

    private static <I, O> void tell(List<Asked<I, O>> all, List<O> outcomes) {
        for (var i = 0; i < all.size(); i++) {
            all.get(i).outcome().tryEmitValue(outcomes.get(i));
        }
    }
}
