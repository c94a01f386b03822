package org.yizhan.media.control;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.media.room.RoomListener;
import org.yizhan.platform.outbox.Outbox;
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/// Announces whose media is up. While the database is away the announcements wait, up to a bound; a later one
/// of the same room says everything that an earlier one did.
final class Connectedness implements RoomListener, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Connectedness.class);

    /// A busy bridge changes a few times a second; what overflows is told again with the next change.
    private static final int MOST_WAITING = 1_024;

    private final Outbox outbox;
    private final TransactionalOperator transactions;
    private final Clock clock;
    private Sinks.Many<Event> waiting = queue();
    private @Nullable Disposable running;

    Connectedness(Outbox outbox, TransactionalOperator transactions, Clock clock) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    private static Sinks.Many<Event> queue() {
        return Sinks.many().unicast().onBackpressureBuffer(new java.util.concurrent.ArrayBlockingQueue<>(MOST_WAITING));
    }

    @Override
    public void mediaChanged(ConsultationId consultation, List<MemberId> connected) {
        if (SecondRecorder.isRoom(consultation)) {
            // Nobody meets in it.
            return;
        }
        var members = connected.stream().map(MemberId::toString).toList();
        Event event = new Event.MediaChanged(consultation, members, clock.instant());
        Sinks.EmitResult result = waiting.tryEmitNext(event);
        while (result == Sinks.EmitResult.FAIL_NON_SERIALIZED) {
            // Another event loop is at it, for a moment.
            Thread.onSpinWait();
            result = waiting.tryEmitNext(event);
        }
        if (result == Sinks.EmitResult.FAIL_OVERFLOW) {
            LOG.warn("a change of media connections is not announced: too many wait for the database");
        }
    }

    @Override
    public synchronized void start() {
        waiting = queue();
        running = waiting.asFlux()
                .concatMap(event -> transactions
                        .transactional(outbox.announce(event))
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
                                .maxBackoff(Duration.ofSeconds(15))
                                .doBeforeRetry(again -> LOG.warn(
                                        "media changes wait for the database: {}",
                                        String.valueOf(again.failure().getMessage())))))
                .subscribe();
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /// Before the engine, after the database.
    @Override
    public int getPhase() {
        return 0;
    }
}
