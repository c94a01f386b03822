package org.yizhan.platform.outbox;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yizhan.platform.live.Leases;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Has each consumer of this process read its events, unless another process of the same part does: whoever holds the
/// consumer's lease.
@Component
@ConditionalOnProperty("yizhan.redis.url")
class RedisSubscriptions implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RedisSubscriptions.class);

    /// How long the events of a part whose process was killed wait for another.
    private static final Duration LEASE = Duration.ofSeconds(4);

    private static final Duration RENEWED_EVERY = Duration.ofSeconds(1);

    private final RedisClient redis;
    private final Leases leases;
    private final Delivery delivery;
    private final List<EventConsumer> consumers;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();
    private final List<StatefulRedisConnection<String, String>> connections = new ArrayList<>();
    private final Disposable.Swap running = Disposables.swap();
    private volatile boolean started;

    RedisSubscriptions(
            RedisClient redis, Leases leases, Delivery delivery, List<EventConsumer> consumers, Clock clock) {
        this.redis = redis;
        this.leases = leases;
        this.delivery = delivery;
        this.consumers = List.copyOf(consumers);
        this.clock = clock;
    }

    @Override
    public void start() {
        var all = Disposables.composite();
        for (var consumer : consumers) {
            // A connection of its own: a read that waits holds up what comes after it.
            var connection = redis.connect();
            connections.add(connection);
            var reader = new RedisReader(consumer, delivery, connection, clock);
            all.add(whileOurs(consumer, reader).subscribe());
        }
        running.update(all);
        started = true;
    }

    @Override
    public void stop(Runnable done) {
        started = false;
        running.update(Disposables.disposed());
        Flux.fromIterable(consumers)
                .flatMap(consumer -> leases.release(lease(consumer), holder).onErrorComplete())
                .doFinally(_ -> {
                    connections.forEach(StatefulRedisConnection::closeAsync);
                    connections.clear();
                    done.run();
                })
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    private Flux<Void> whileOurs(EventConsumer consumer, RedisReader reader) {
        return Flux.interval(Duration.ZERO, RENEWED_EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> leases.take(lease(consumer), holder, LEASE).onErrorReturn(false), 1)
                .distinctUntilChanged()
                .switchMap(ours -> ours ? read(consumer, reader) : Mono.never());
    }

    private static Mono<Void> read(EventConsumer consumer, RedisReader reader) {
        return reader.run()
                .doOnError(error -> LOG.warn("{} reads its events anew: {}", consumer.name(), error.toString()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(2)));
    }

    private static String lease(EventConsumer consumer) {
        return "event-consumer/" + consumer.name();
    }
}
