package org.yizhan.protocol.bridge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The whole wanted state of a room.
///
/// @param revision  grows with every change of the consultation; never repeats with another content
/// @param members   everybody in the room, at most 8
/// @param recording null: nothing is recorded
public record RoomPlan(
        long revision, List<MemberPlan> members, @Nullable RecordingPlan recording) {

    /// The same after so many moves of the meeting to another bridge.
    public RoomPlan onTurn(long turn) {
        return new RoomPlan(revision, members, recording == null ? null : recording.onTurn(turn));
    }
}
