package org.yizhan.media.room;

import java.util.concurrent.CompletableFuture;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// What carries the media. Every call may come from any thread, may come twice, and is answered from the media
/// loop.
public interface MediaEngine {

    /// Connects a member, or restarts its ICE when it is the same connection's offer with other credentials.
    ///
    /// @return the SDP answer
    CompletableFuture<String> connect(MemberId member, BrowserOffer offer);

    /// Closes a member's connection and takes it out of its room.
    ///
    /// @return whether it had one
    CompletableFuture<Boolean> disconnect(MemberId member);

    /// Makes a room be as the plan says.
    CompletableFuture<RoomState> arrange(ConsultationId consultation, RoomPlan plan);

    /// Ends a room.
    ///
    /// @return whether it was there
    CompletableFuture<Boolean> close(ConsultationId consultation);

    CompletableFuture<Load> load();

    /// How much the engine has to do.
    ///
    /// @param members open connections, coming up or up
    record Load(int members, int rooms) {}
}
