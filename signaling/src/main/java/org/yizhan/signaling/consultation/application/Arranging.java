package org.yizhan.signaling.consultation.application;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.signaling.bridges.Bridges;
import org.yizhan.signaling.consultation.application.Consultations.Stored;
import org.yizhan.signaling.consultation.model.Plans;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Makes the bridge's rooms be as the consultations want them. A wish goes out at once; what the bridge did not
/// confirm is tried again every second while a bridge answers. Wishes carry growing revisions, so the latest wins
/// in any order.
@Component
class Arranging implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Arranging.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /// Wishes on their way at once.
    private static final int AT_ONCE = 32;

    private final Consultations consultations;
    private final Bridges bridges;
    private Sinks.Many<Mono<Void>> work = Sinks.many().unicast().onBackpressureBuffer();
    private @Nullable Disposable running;
    private @Nullable Disposable watching;

    Arranging(Consultations consultations, Bridges bridges) {
        this.consultations = consultations;
        this.bridges = bridges;
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
        RoomPlan plan = Plans.of(wanted.consultation(), wanted.planRevision());
        Mono<Void> told =
                plan == null ? bridges.close(id) : bridges.arrange(id, plan).then(closeIfOver(id));
        return told.then(consultations.arranged(id, wanted.planRevision())).onErrorResume(error -> {
            LOG.warn("the room of consultation {} could not be arranged; it is tried again: {}", id, error.toString());
            return Mono.empty();
        });
    }

    /// A plan that was slower than the end of its meeting has just opened the room again.
    private Mono<Void> closeIfOver(ConsultationId id) {
        return consultations.find(id).filter(now -> now.consultation().isOver()).flatMap(_ -> bridges.close(id));
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
        return bridges.instance() == null
                ? Mono.empty()
                : consultations
                        .unarranged()
                        .concatMap(consultations::find)
                        .concatMap(this::arrange)
                        .then();
    }

    /// A bridge that was just started has no rooms.
    private void bridgeChanged(@Nullable String instance) {
        if (instance != null) {
            add(consultations.forgetArrangements().then(Mono.defer(this::arrangeWhatIsLeft)));
        }
    }

    @Override
    public synchronized void start() {
        work = Sinks.many().unicast().onBackpressureBuffer();
        Flux<Mono<Void>> again =
                Flux.interval(AGAIN).onBackpressureDrop().map(_ -> Mono.defer(this::arrangeWhatIsLeft));
        running = Flux.merge(work.asFlux().flatMap(this::safely, AT_ONCE), again.concatMap(this::safely, 1))
                .subscribe();
        watching = bridges.listen(this::bridgeChanged);
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
