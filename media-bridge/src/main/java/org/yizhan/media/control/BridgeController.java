package org.yizhan.media.control;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.media.room.EngineFull;
import org.yizhan.media.room.MediaEngine;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.sdp.OfferRefused;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.protocol.bridge.Answer;
import org.yizhan.protocol.bridge.BridgeStatus;
import org.yizhan.protocol.bridge.MediaBridge;
import org.yizhan.protocol.bridge.Offer;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import reactor.core.publisher.Mono;

@RestController
class BridgeController implements MediaBridge {

    private static final Problem FULL =
            Problem.of(503, "media-full", "音视频服务已满，请稍后再试。", "The media bridge takes no more connections.");

    private final RunningEngine running;
    private final Standing standing;

    BridgeController(RunningEngine running, Standing standing) {
        this.running = running;
        this.standing = standing;
    }

    @Override
    public Mono<Answer> connect(MemberId member, Offer offer) {
        return Mono.fromCallable(() -> parsed(offer))
                .flatMap(browser -> asked(engine -> engine.connect(member, browser)))
                .onErrorMap(EngineFull.class, full -> new ProblemException(FULL))
                .map(sdp -> new Answer(sdp, running.instance()));
    }

    private static BrowserOffer parsed(Offer offer) {
        try {
            return OfferParser.parse(offer.sdp());
        } catch (OfferRefused refused) {
            var reason = refused.reason();
            throw new ProblemException(Problem.of(422, reason.code(), reason.zh(), reason.en()));
        }
    }

    @Override
    public Mono<Void> disconnect(MemberId member) {
        return asked(engine -> engine.disconnect(member)).then();
    }

    @Override
    public Mono<RoomState> arrange(ConsultationId consultation, RoomPlan plan) {
        return Mono.justOrEmpty(PlanRules.refusal(plan))
                .<RoomState>flatMap(problem -> Mono.error(new ProblemException(problem)))
                .switchIfEmpty(asked(engine -> engine.arrange(consultation, plan)));
    }

    @Override
    public Mono<Void> close(ConsultationId consultation) {
        return asked(engine -> engine.close(consultation)).then();
    }

    @Override
    public Mono<BridgeStatus> drain(boolean draining) {
        return Mono.fromRunnable(() -> standing.drain(draining)).then(status());
    }

    @Override
    public Mono<BridgeStatus> status() {
        return standing.status();
    }

    private <T> Mono<T> asked(Function<MediaEngine, CompletableFuture<T>> question) {
        return Mono.fromFuture(() -> question.apply(running.engine()));
    }
}
