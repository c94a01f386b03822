package org.yizhan.signaling.consultation.application;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.signaling.bridges.Bridges;
import org.yizhan.signaling.consultation.application.Consultations.Placed;
import org.yizhan.signaling.consultation.application.Consultations.Stored;
import org.yizhan.signaling.consultation.model.Facts;
import org.yizhan.signaling.consultation.model.Participant;
import org.yizhan.signaling.consultation.model.Plans;
import org.yizhan.signaling.live.Nudge.ConsultationMoved;
import org.yizhan.signaling.live.Nudges;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Has a second bridge record each recorded meeting too, when that is wanted. Everything is found from the database, at
/// once when something changes and every second; no meeting waits for it. A meeting for which there is no second bridge
/// goes on with one recorder, and is counted.
@Component
class RecordingTwice implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingTwice.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// A second bridge that is slower is asked again; nobody else waits for it.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// Wishes on their way at once.
    private static final int AT_ONCE = 16;

    private final Consultations consultations;
    private final Bridges bridges;
    private final Nudges nudges;
    private final boolean wanted;
    private final Set<ConsultationId> once = ConcurrentHashMap.newKeySet();
    private Sinks.Many<Boolean> changes = changes();
    private @Nullable Disposable running;
    private @Nullable Disposable watching;

    RecordingTwice(
            Consultations consultations,
            Bridges bridges,
            Nudges nudges,
            ConsultationSettings settings,
            MeterRegistry meters) {
        this.consultations = consultations;
        this.bridges = bridges;
        this.nudges = nudges;
        this.wanted = settings.twoRecorders();
        if (wanted) {
            Gauge.builder("yizhan.signaling.recorded.once", once, Set::size)
                    .description("Meetings that only one bridge records")
                    .register(meters);
        }
    }

    /// One look for whatever changed before it.
    private static Sinks.Many<Boolean> changes() {
        return Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(1));
    }

    /// Something changed.
    synchronized void look() {
        if (wanted) {
            Sinks.EmitResult _ = changes.tryEmitNext(true);
        }
    }

    /// The member has a new connection to the second bridge, which may have given its room up meanwhile.
    Mono<Void> again(MemberId member) {
        return consultations.activeOf(member).flatMap(consultations::find).flatMap(this::arrange);
    }

    private Mono<Void> round() {
        return (wanted ? place() : Mono.<Void>empty())
                .then(Mono.defer(() -> consultations
                        .unarrangedTwice()
                        .collectList()
                        .flatMapIterable(left -> left)
                        .flatMap(id -> consultations.find(id).flatMap(this::arrange), AT_ONCE)
                        .then()));
    }

    private Mono<Void> place() {
        return consultations.recordedOnce(bridges.answering()).collectList().flatMap(found -> {
            Set<ConsultationId> still = new HashSet<>();
            return Flux.fromIterable(found)
                    .concatMap(placed -> place(placed).doOnNext(twice -> {
                        if (!twice) {
                            still.add(placed.consultation());
                        }
                    }))
                    .then(Mono.fromRunnable(() -> count(still)));
        });
    }

    private void count(Set<ConsultationId> now) {
        if (!now.isEmpty() && once.isEmpty()) {
            LOG.warn("{} 场会话只有一份录像 / {} meetings are recorded by one bridge only", now.size(), now.size());
        }
        once.retainAll(now);
        once.addAll(now);
    }

    /// @return whether another bridge than the first records it, as far as is known here
    private Mono<Boolean> place(Placed placed) {
        String first = placed.bridge();
        String before = placed.second();
        boolean lost = bridges.isLost(before);
        if (first == null || (before != null && !lost && !before.equals(first))) {
            // Not reached by this node now, but not lost either.
            return Mono.just(true);
        }
        String chosen = bridges.chooseAnother(placed.scope(), first);
        if (chosen == null) {
            return Mono.just(false);
        }
        return consultations
                .recordTwice(placed, chosen)
                .filter(mine -> mine)
                .flatMap(_ -> consultations.find(placed.consultation()))
                .flatMap(stored -> begin(stored, placed, lost ? null : before))
                .thenReturn(true);
    }

    /// @param before lives, and has to let it go; null: there was none, or it is lost
    private Mono<Void> begin(Stored stored, Placed placed, @Nullable String before) {
        ConsultationId id = placed.consultation();
        Facts facts = stored.consultation().facts();
        Set<MemberId> members =
                facts.participants().stream().map(Participant::member).collect(Collectors.toUnmodifiableSet());
        Mono<Void> leave = before == null ? Mono.empty() : close(before, id).onErrorComplete();
        return arrange(stored).then(leave).then(nudges.send(new ConsultationMoved(id, members)));
    }

    private Mono<Void> arrange(Stored stored) {
        Consultations.Second second = stored.second();
        if (second == null) {
            return Mono.empty();
        }
        ConsultationId id = stored.consultation().facts().id();
        ConsultationId room = SecondRecorder.roomOf(id);
        RoomPlan plan = Plans.of(stored.consultation(), stored.planRevision());
        boolean over = plan == null || plan.recording() == null;
        Mono<Void> told;
        if (bridges.isLost(second.bridge())) {
            if (!over) {
                // Until it is put on another bridge.
                return Mono.empty();
            }
            told = Mono.empty();
        } else {
            told = plan == null || over
                    ? close(second.bridge(), id)
                    : bridges.arrange(second.bridge(), room, SecondRecorder.plan(plan, second.turn()))
                            .timeout(PATIENCE)
                            .then(closeIfOver(second.bridge(), id));
        }
        return told.then(consultations.arrangedTwice(id, stored.planRevision(), second.bridge()))
                .onErrorResume(error -> {
                    LOG.warn(
                            "the second recorder of consultation {} could not be told; it is tried again: {}",
                            id,
                            error.toString());
                    return Mono.empty();
                });
    }

    /// A plan that was slower than the end of its meeting has just opened the room again.
    private Mono<Void> closeIfOver(String bridge, ConsultationId id) {
        return consultations.find(id).filter(now -> now.consultation().isOver()).flatMap(_ -> close(bridge, id));
    }

    /// Patience is for bridges only: a question to the database that is given up would keep its connection.
    private Mono<Void> close(String bridge, ConsultationId id) {
        return bridges.close(bridge, SecondRecorder.roomOf(id)).timeout(PATIENCE);
    }

    @Override
    public synchronized void start() {
        changes = changes();
        Flux<Boolean> every = Flux.interval(AGAIN).map(_ -> true).onBackpressureDrop();
        running = Flux.merge(changes.asFlux(), every)
                .onBackpressureLatest()
                .concatMap(_ -> safely(), 1)
                .subscribe();
        watching = bridges.listen(this::look);
    }

    private Mono<Void> safely() {
        return Mono.defer(this::round).onErrorResume(error -> {
            LOG.warn("second recorders could not be looked after; it is tried again: {}", error.toString());
            return Mono.empty();
        });
    }

    @Override
    public synchronized void stop() {
        if (watching != null) {
            watching.dispose();
            watching = null;
        }
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }
}
