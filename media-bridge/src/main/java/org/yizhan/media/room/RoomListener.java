package org.yizhan.media.room;

import java.util.List;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// Hears whose media is up, and how it fares. Called on the room's event loop, so on several at
/// once where there are several; must return at once.
@FunctionalInterface
public interface RoomListener {

    /// A member's connection came up or was lost.
    ///
    /// @param connected who of the room is connected now
    void mediaChanged(ConsultationId consultation, List<MemberId> connected);

    /// How a member's line fared lately.
    default void measured(LineQuality line) {}
}
