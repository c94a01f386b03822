package org.yizhan.platform.outbox;

import io.lettuce.core.Consumer;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.protocol.id.EventId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reads the events of one consumer, one after the other. A stream whose event fails steps aside and is tried again
/// after a pause, while the others go on. What was not acknowledged is read again first after a restart, in its order.
final class RedisReader {

    private static final Logger LOG = LoggerFactory.getLogger(RedisReader.class);

    private static final int BATCH = 200;

    /// Events that may wait aside; beyond them the consumer reads nothing new, so that memory stays bounded.
    private static final int MOST_ASIDE = 5_000;

    private static final Duration WAITS_FOR_NEWS = Duration.ofMillis(500);

    /// Group members must have a name; there is one reader at a time.
    private static final String READER = "reader";

    private static final String NEW = ">";

    private record Aside(Deque<StreamMessage<String, String>> messages, int tries, Instant again) {}

    private final EventConsumer consumer;
    private final Delivery delivery;
    private final StatefulRedisConnection<String, String> redis;
    private final Clock clock;

    private final Map<String, Aside> aside = new HashMap<>();
    private String from = "0";

    RedisReader(EventConsumer consumer, Delivery delivery, StatefulRedisConnection<String, String> redis, Clock clock) {
        this.consumer = consumer;
        this.delivery = delivery;
        this.redis = redis;
        this.clock = clock;
    }

    /// Reads until it is cancelled or Redis fails. Each subscription begins anew.
    Mono<Void> run() {
        return Mono.defer(() -> {
            aside.clear();
            from = "0";
            return group().then(Mono.defer(this::turn).repeat().then());
        });
    }

    private Mono<Void> group() {
        return redis.reactive()
                .xgroupCreate(
                        StreamOffset.from(RedisTransport.STREAM, "0"),
                        consumer.name(),
                        XGroupCreateArgs.Builder.mkstream())
                .onErrorResume(RedisBusyException.class, _ -> Mono.empty())
                .onErrorResume(RedisCommandExecutionException.class, RedisReader::alreadyThere)
                .then();
    }

    private static Mono<String> alreadyThere(RedisCommandExecutionException error) {
        return String.valueOf(error.getMessage()).startsWith("BUSYGROUP") ? Mono.empty() : Mono.error(error);
    }

    private Mono<Void> turn() {
        return again().then(Mono.defer(this::read)).flatMap(this::handle);
    }

    private Mono<List<StreamMessage<String, String>>> read() {
        if (asideCount() >= MOST_ASIDE) {
            return Mono.delay(WAITS_FOR_NEWS).thenReturn(List.of());
        }
        var how = XReadArgs.Builder.count(BATCH);
        return redis.reactive()
                .xreadgroup(
                        Consumer.from(consumer.name(), READER),
                        from.equals(NEW) ? how.block(WAITS_FOR_NEWS) : how,
                        StreamOffset.from(RedisTransport.STREAM, from))
                .collectList()
                .doOnNext(this::advance);
    }

    /// First what an earlier reader left unacknowledged, then what is new.
    private void advance(List<StreamMessage<String, String>> messages) {
        if (!from.equals(NEW)) {
            from = messages.isEmpty() ? NEW : messages.getLast().getId();
        }
    }

    private Mono<Void> handle(List<StreamMessage<String, String>> messages) {
        return Flux.fromIterable(messages).concatMap(this::handle).then();
    }

    private Mono<Void> handle(StreamMessage<String, String> message) {
        if (message.getBody() == null || message.getBody().isEmpty()) {
            // Trimmed away while it waited; the outbox still has it, should Redis have lost it.
            return acknowledge(message);
        }
        var waiting = aside.get(stream(message));
        if (waiting != null) {
            waiting.messages().add(message);
            return Mono.empty();
        }
        return deliver(message).onErrorResume(error -> {
            putAside(new ArrayDeque<>(List.of(message)), 1, error);
            return Mono.empty();
        });
    }

    /// The streams whose pause is over.
    private Mono<Void> again() {
        var now = clock.instant();
        var due = new ArrayList<String>();
        aside.forEach((stream, it) -> {
            if (!it.again().isAfter(now)) {
                due.add(stream);
            }
        });
        return Flux.fromIterable(due).concatMap(this::again).then();
    }

    private Mono<Void> again(String stream) {
        var waiting = Objects.requireNonNull(aside.remove(stream));
        var left = waiting.messages();
        return Mono.defer(() -> deliver(left.getFirst()))
                .then(Mono.fromRunnable(left::removeFirst))
                .repeat(() -> !left.isEmpty())
                .then()
                .onErrorResume(error -> {
                    putAside(left, waiting.tries() + 1, error);
                    return Mono.empty();
                });
    }

    private void putAside(Deque<StreamMessage<String, String>> messages, int tries, Throwable error) {
        var pause = SchemaRelay.pause(tries - 1);
        LOG.warn(
                "{} did not take event {}, try {} in {} ms",
                consumer.name(),
                messages.getFirst().getBody().get("id"),
                tries + 1,
                pause.toMillis(),
                error);
        aside.put(
                stream(messages.getFirst()),
                new Aside(messages, tries, clock.instant().plus(pause)));
    }

    private Mono<Void> deliver(StreamMessage<String, String> message) {
        var id = EventId.of(Objects.requireNonNull(message.getBody().get("id")));
        var payload = Objects.requireNonNull(message.getBody().get("payload"));
        return delivery.hand(id, payload, consumer).then(acknowledge(message));
    }

    private Mono<Void> acknowledge(StreamMessage<String, String> message) {
        return redis.reactive()
                .xack(RedisTransport.STREAM, consumer.name(), message.getId())
                .then();
    }

    private int asideCount() {
        return aside.values().stream().mapToInt(it -> it.messages().size()).sum();
    }

    private static String stream(StreamMessage<String, String> message) {
        return Objects.requireNonNull(message.getBody().get("stream"));
    }
}
