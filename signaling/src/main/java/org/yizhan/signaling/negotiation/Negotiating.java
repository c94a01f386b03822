package org.yizhan.signaling.negotiation;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.protocol.bridge.Offer;
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.StationPath;
import org.yizhan.protocol.signal.ServerMessage;
import org.yizhan.signaling.bridges.Bridges;
import org.yizhan.signaling.refusal.Refusals;
import reactor.core.publisher.Mono;

/// Connects a member's browser to a media bridge. Allowed at any time after hello, so that a connection is warm
/// before anybody meets anybody; sending the same offer again is a harmless restart.
@Component
public class Negotiating {

    private final Bridges bridges;

    Negotiating(Bridges bridges) {
        this.bridges = bridges;
    }

    /// @param wanted  the bridge to connect to, as long as it can be reached; null: any that is near
    /// @param station where the member is
    public Mono<ServerMessage.MediaAnswer> offer(
            String request, MemberId member, String sdp, @Nullable String wanted, StationPath station) {
        return offer(sdp)
                .flatMap(offer -> bridges.connect(member, offer, wanted, station))
                .map(answer -> new ServerMessage.MediaAnswer(request, answer.sdp(), answer.bridgeInstance()));
    }

    /// The member's connection to the bridge that records its meeting a second time.
    public Mono<ServerMessage.MediaAnswer> secondOffer(String request, MemberId member, String sdp, String bridge) {
        return offer(sdp)
                .flatMap(offer -> bridges.connectTo(bridge, SecondRecorder.senderOf(member), offer))
                .map(answer -> new ServerMessage.MediaAnswer(request, answer.sdp(), answer.bridgeInstance()));
    }

    private static Mono<Offer> offer(String sdp) {
        return sdp.isBlank() || sdp.length() > Offer.MAX_LENGTH
                ? Mono.error(() -> new ProblemException(Refusals.WRONG_FIELD.at("sdp")))
                : Mono.just(new Offer(sdp));
    }
}
