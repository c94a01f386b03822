package org.yizhan.media.control;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.media.jvb.OfferUnfit;
import org.yizhan.media.jvb.VideobridgeFailure;
import org.yizhan.media.room.CaptureRefused;
import org.yizhan.media.room.EngineFull;
import org.yizhan.media.room.MediaEngine;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.sdp.OfferRefused;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.protocol.bridge.Answer;
import org.yizhan.protocol.bridge.BridgeStatus;
import org.yizhan.protocol.bridge.CaptureState;
import org.yizhan.protocol.bridge.CaptureWish;
import org.yizhan.protocol.bridge.LiveMeeting;
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

    private static final Problem NO_ROOM =
            Problem.of(404, "room-not-found", "没有这场会话的音视频。", "The bridge has no such room.");

    private static final Problem NO_CAPTURE =
            Problem.of(404, "capture-not-found", "没有抓包文件，或已被清除。", "There is no such capture any more.");

    private static final Problem CAPTURE_BUSY = Problem.of(
            409, "capture-busy", "此服务器正在抓包，请稍后再试。", "This bridge is capturing already. Please try again later.");

    private static final Problem CAPTURE_ELSEWHERE = Problem.of(
            501,
            "capture-elsewhere",
            "音视频由外部服务转发，无法在此抓包。",
            "Another server forwards the packets; they cannot be captured here.");

    private static final Problem VIDEOBRIDGE =
            Problem.of(503, "media-videobridge", "音视频服务暂时不可用，请稍后再试。", "The videobridge does not do what it is asked.");

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
                .onErrorMap(OfferUnfit.class, BridgeController::unfit)
                .onErrorMap(VideobridgeFailure.class, failure -> new ProblemException(VIDEOBRIDGE))
                .map(sdp -> new Answer(sdp, running.instance()));
    }

    private static ProblemException unfit(OfferUnfit refused) {
        var reason = refused.reason();
        return new ProblemException(Problem.of(422, reason.code(), reason.zh(), reason.en()));
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
    public Mono<List<LiveMeeting>> rooms() {
        return asked(MediaEngine::meetings);
    }

    @Override
    public Mono<CaptureState> capture(ConsultationId consultation, CaptureWish wish) {
        return asked(engine -> engine.capture(consultation, wish))
                .onErrorMap(
                        CaptureRefused.class,
                        refused -> new ProblemException(
                                switch (refused.reason()) {
                                    case NO_ROOM -> NO_ROOM;
                                    case BUSY -> CAPTURE_BUSY;
                                    case ELSEWHERE -> CAPTURE_ELSEWHERE;
                                }))
                .onErrorMap(IllegalArgumentException.class, outOfBounds -> new ProblemException(Problems.INVALID));
    }

    @Override
    public Mono<CaptureState> captured(ConsultationId consultation) {
        return asked(engine -> engine.captured(consultation)).map(state -> state.orElseThrow(BridgeController::none));
    }

    @Override
    public Mono<byte[]> captured(ConsultationId consultation, int piece) {
        return asked(engine -> engine.captured(consultation, piece))
                .map(bytes -> bytes.orElseThrow(BridgeController::none));
    }

    private static ProblemException none() {
        return new ProblemException(NO_CAPTURE);
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
