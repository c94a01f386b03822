package org.yizhan.protocol.bridge;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import reactor.core.publisher.Mono;

/// What signaling asks of a media bridge. Every call says the state that is wanted, not the step to it, so each is
/// safe to repeat and a late repetition of an older wish changes nothing.
@HttpExchange("/internal/bridge")
public interface MediaBridge {

    /// Connects a member's browser, or restarts its ICE when the member is already connected and the offer carries new
    /// credentials. The member need not be in a room: connections are made warm, before anybody meets anybody.
    ///
    /// @return the answer, at once: candidates are in it, nothing trickles
    @PostExchange("/members/{member}/connection")
    Mono<Answer> connect(@PathVariable("member") MemberId member, @RequestBody Offer offer);

    /// Closes the member's connection and takes it out of its room.
    @DeleteExchange("/members/{member}/connection")
    Mono<Void> disconnect(@PathVariable("member") MemberId member);

    /// Makes the room of a consultation be as the plan says: who is in it, who sees whom in which slot, whether it is
    /// recorded. Creates the room when there is none. A plan with a lower revision than the last one is ignored.
    @PutExchange("/rooms/{consultation}")
    Mono<RoomState> arrange(@PathVariable("consultation") ConsultationId consultation, @RequestBody RoomPlan plan);

    /// Ends the room: seals the recording, lets the members go. Their connections stay warm.
    @DeleteExchange("/rooms/{consultation}")
    Mono<Void> close(@PathVariable("consultation") ConsultationId consultation);

    /// Whether the bridge shall be given no more meetings. Those that it has go on; nothing is closed.
    @PutExchange("/draining/{draining}")
    Mono<BridgeStatus> drain(@PathVariable("draining") boolean draining);

    /// How this bridge is.
    @GetExchange("/status")
    Mono<BridgeStatus> status();
}
