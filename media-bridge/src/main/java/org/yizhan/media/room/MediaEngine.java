package org.yizhan.media.room;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.yizhan.media.sdp.BrowserOffer;
import org.yizhan.media.transport.IceCredentials;
import org.yizhan.protocol.bridge.CaptureState;
import org.yizhan.protocol.bridge.CaptureWish;
import org.yizhan.protocol.bridge.LiveMeeting;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// What carries the media. Every call may come from any thread, may come twice, and is answered from the media
/// loop.
public interface MediaEngine extends AutoCloseable {

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

    /// Connects somebody whom no plan names and lets them into a room.
    ///
    /// @return the SDP answer; empty when there is no such room; fails with [GuestsRefused] where none are taken
    CompletableFuture<Optional<String>> admit(Guest guest, BrowserOffer offer);

    /// Restarts the ICE of a connection.
    ///
    /// @param theirs the peer's new credentials
    /// @return our new credentials; empty when there is no such connection
    CompletableFuture<Optional<IceCredentials>> restart(MemberId member, IceCredentials theirs);

    CompletableFuture<Load> load();

    /// The rooms that are open, and how their members' lines fare.
    CompletableFuture<List<LiveMeeting>> meetings();

    /// Begins to capture the headers of a room's packets; the same wish again changes nothing.
    ///
    /// @return fails with [CaptureRefused]
    CompletableFuture<CaptureState> capture(ConsultationId consultation, CaptureWish wish);

    /// How far the room's latest capture is; empty when there is none.
    CompletableFuture<Optional<CaptureState>> captured(ConsultationId consultation);

    /// A piece of its file: see [HeaderCapture#piece(int)]; empty when there is none.
    CompletableFuture<Optional<byte[]>> captured(ConsultationId consultation, int piece);

    /// Changes whenever all connections are lost together; see [RoomState#bridgeInstance()]. Any thread.
    String instance();

    /// Lets everybody go; what is recorded is sealed by the recorders in their own time.
    @Override
    void close();

    /// How much the engine has to do.
    ///
    /// @param loops    event loops that all of it is divided among
    /// @param members  open connections, coming up or up
    /// @param packets  media packets that came from members since the start
    /// @param cpuNanos what the loops have worked since the start
    /// @param stress   of whoever forwards the packets in this process's place, 0 to 1; 0: nobody does
    record Load(int loops, int members, int rooms, long packets, long cpuNanos, double stress) {}
}
