package org.yizhan.signaling.bridges;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.protocol.bridge.Answer;
import org.yizhan.protocol.bridge.MediaBridge;
import org.yizhan.protocol.bridge.Offer;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.signaling.refusal.Refusals;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// The media bridge: asks it, and knows which instance it is.
@Component
public class Bridges {

    private static final Logger LOG = LoggerFactory.getLogger(Bridges.class);

    /// One lost answer is not a lost bridge.
    private static final int MISSED = 2;

    private final MediaBridge bridge;
    private final JsonMapper json;
    private final AtomicReference<@Nullable String> instance = new AtomicReference<>();
    private final AtomicInteger missed = new AtomicInteger();
    private final List<Consumer<@Nullable String>> listeners = new CopyOnWriteArrayList<>();

    Bridges(MediaBridge bridge, JsonMapper json) {
        this.bridge = bridge;
        this.json = json;
    }

    /// The bridge as it is now; null while none can be reached.
    public @Nullable String instance() {
        return instance.get();
    }

    /// @param listener hears the instance whenever it becomes another one or null; on any thread, must return at
    ///                 once
    public Disposable listen(Consumer<@Nullable String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// The bridge's answer to a browser's offer; its own refusals pass through.
    public Mono<Answer> connect(MemberId member, Offer offer) {
        return bridge.connect(member, offer)
                .doOnNext(answer -> noticed(answer.bridgeInstance()))
                .onErrorMap(Bridges::unexpected, this::refusalOrOutage);
    }

    public Mono<RoomState> arrange(ConsultationId consultation, RoomPlan plan) {
        return bridge.arrange(consultation, plan).doOnNext(state -> noticed(state.bridgeInstance()));
    }

    public Mono<Void> close(ConsultationId consultation) {
        return bridge.close(consultation);
    }

    /// Looks which instance it is.
    Mono<Void> look() {
        return bridge.status()
                .doOnNext(status -> noticed(status.bridgeInstance()))
                .then()
                .onErrorResume(this::missed);
    }

    private Mono<Void> missed(Throwable error) {
        if (missed.incrementAndGet() == MISSED) {
            LOG.warn("the media bridge does not answer: {}", error.toString());
            change(null);
        }
        return Mono.empty();
    }

    private void noticed(String now) {
        missed.set(0);
        change(now);
    }

    private void change(@Nullable String now) {
        if (!Objects.equals(instance.getAndSet(now), now)) {
            LOG.info("the media bridge is instance {}", now);
            listeners.forEach(listener -> listener.accept(now));
        }
    }

    private static boolean unexpected(Throwable error) {
        return !(error instanceof ProblemException);
    }

    /// A bridge in another process says its refusals over HTTP; everything else is an outage.
    private Throwable refusalOrOutage(Throwable error) {
        if (error instanceof WebClientResponseException answer) {
            Optional<Problem> refusal = RemoteProblems.of(answer, json);
            if (refusal.isPresent()) {
                return new ProblemException(refusal.get());
            }
        }
        LOG.warn("a member could not be connected to the media bridge: {}", error.toString());
        return new ProblemException(Refusals.MEDIA_UNAVAILABLE);
    }
}
