package org.yizhan.signaling.consultation.application;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.bridge.RoomPlan;
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

/// Makes the bridges' rooms be as the consultations want them. A wish goes out at once; what the bridge
/// did not confirm is tried again every second. Wishes carry growing revisions, so the latest wins in any
/// order. What is on a bridge that is lost is put on another, at once when the loss is noticed, and
/// looked for every second.
@Component
class Arranging implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Arranging.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// Wishes on their way at once.
    private static final int AT_ONCE = 32;

    private final Consultations consultations;
    private final Bridges bridges;
    private final Nudges nudges;
    private Sinks.Many<Mono<Void>> work = Sinks.many().unicast().onBackpressureBuffer();
    private @Nullable Disposable running;
    private @Nullable Disposable watching;

    Arranging(Consultations consultations, Bridges bridges, Nudges nudges) {
        this.consultations = consultations;
        this.bridges = bridges;
        this.nudges = nudges;
    }

    /// Tells the bridge now.
    void wish(Stored wanted) {
        add(arrange(wanted));
    }

    private synchronized void add(Mono<Void> task) {
        work.emitNext(task, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    private Mono<Void> arrange(Stored wanted) {
        ConsultationId id = wanted.consultation().facts().id();
        String bridge = wanted.bridge();
        RoomPlan plan = Plans.of(wanted.consultation(), wanted.planRevision());
        Mono<Void> told;
        if (bridge != null && !bridges.isLost(bridge)) {
            told = plan == null
                    ? bridges.close(bridge, id)
                    : bridges.arrange(bridge, id, plan.onTurn(wanted.turn())).then(closeIfOver(bridge, id));
        } else if (plan == null) {
            told = Mono.empty();
        } else {
            // Until it is put on another bridge.
            return Mono.empty();
        }
        return told.then(consultations.arranged(id, wanted.planRevision(), bridge))
                .onErrorResume(error -> {
                    LOG.warn(
                            "the room of consultation {} could not be arranged; it is tried again: {}",
                            id,
                            error.toString());
                    return Mono.empty();
                });
    }

    /// A plan that was slower than the end of its meeting has just opened the room again.
    private Mono<Void> closeIfOver(String bridge, ConsultationId id) {
        return consultations
                .find(id)
                .filter(now -> now.consultation().isOver())
                .flatMap(_ -> bridges.close(bridge, id));
    }

    /// The member has a new media connection: the bridge may have given its room up meanwhile.
    Mono<Void> again(MemberId member) {
        return consultations
                .activeOf(member)
                .flatMap(consultations::find)
                .filter(stored -> stored.consultation().isLive())
                .doOnNext(this::wish)
                .then();
    }

    private Mono<Void> arrangeWhatIsLeft() {
        return moveWhatIsLost()
                .then(Mono.defer(() -> bridges.answering().isEmpty()
                        ? Mono.empty()
                        : consultations
                                .unarranged()
                                .concatMap(consultations::find)
                                .concatMap(this::arrange)
                                .then()));
    }

    /// Several nodes may do this at once: the first to write decides where each room goes.
    private Mono<Void> moveWhatIsLost() {
        List<String> answering = bridges.answering();
        return answering.isEmpty()
                ? Mono.empty()
                : consultations
                        .placedElsewhere(answering)
                        .filter(placed -> bridges.isLost(placed.bridge()))
                        .collectList()
                        .flatMapIterable(lost -> lost)
                        .flatMap(this::move, AT_ONCE)
                        .then();
    }

    private Mono<Void> move(Placed lost) {
        String bridge = bridges.chooseBeside(lost.scope(), lost.second());
        if (bridge == null) {
            return Mono.empty();
        }
        return consultations
                .move(lost, bridge)
                .filter(moved -> moved)
                .flatMap(_ -> consultations.find(lost.consultation()))
                .flatMap(stored -> {
                    LOG.info(
                            "consultation {} goes on on bridge {} instead of {}",
                            lost.consultation(),
                            bridge,
                            lost.bridge());
                    Facts facts = stored.consultation().facts();
                    Set<MemberId> members = facts.participants().stream()
                            .map(Participant::member)
                            .collect(Collectors.toUnmodifiableSet());
                    return nudges.send(new ConsultationMoved(facts.id(), members))
                            .then(arrange(stored));
                });
    }

    @Override
    public synchronized void start() {
        work = Sinks.many().unicast().onBackpressureBuffer();
        Flux<Mono<Void>> again =
                Flux.interval(AGAIN).onBackpressureDrop().map(_ -> Mono.defer(this::arrangeWhatIsLeft));
        running = Flux.merge(work.asFlux().flatMap(this::safely, AT_ONCE), again.concatMap(this::safely, 1))
                .subscribe();
        watching = bridges.listen(() -> add(Mono.defer(this::arrangeWhatIsLeft)));
    }

    private Mono<Void> safely(Mono<Void> task) {
        return task.onErrorResume(error -> {
            LOG.warn("rooms could not be arranged; it is tried again: {}", error.toString());
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
