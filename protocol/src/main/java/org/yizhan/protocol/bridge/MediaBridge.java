package org.yizhan.protocol.bridge;

import java.util.List;
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

    /// The meetings that the bridge carries now, and how their members' lines fare.
    @GetExchange("/rooms")
    Mono<List<LiveMeeting>> rooms();

    /// Begins to write down the headers of a room's packets. Refused with `capture-busy` while another one
    /// runs.
    @PutExchange("/rooms/{consultation}/headers")
    Mono<CaptureState> capture(
            @PathVariable("consultation") ConsultationId consultation, @RequestBody CaptureWish wish);

    /// How far the room's latest capture is. Refused with `capture-not-found` when there is none any more.
    @GetExchange("/rooms/{consultation}/headers")
    Mono<CaptureState> captured(@PathVariable("consultation") ConsultationId consultation);

    /// A piece of the capture's file, at most 64 kB.
    ///
    /// @param piece from 0
    /// @return nothing behind the end
    @GetExchange(value = "/rooms/{consultation}/headers/{piece}", accept = "application/octet-stream")
    Mono<byte[]> captured(@PathVariable("consultation") ConsultationId consultation, @PathVariable("piece") int piece);

    /// Whether the bridge shall be given no more meetings. Those that it has go on; nothing is closed.
    @PutExchange("/draining/{draining}")
    Mono<BridgeStatus> drain(@PathVariable("draining") boolean draining);

    /// How this bridge is.
    @GetExchange("/status")
    Mono<BridgeStatus> status();
}
