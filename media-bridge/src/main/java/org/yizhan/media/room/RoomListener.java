package org.yizhan.media.room;

import java.util.List;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// Hears whose media is up. Called on the media loop; must return at once.
@FunctionalInterface
public interface RoomListener {

    /// A member's connection came up or was lost.
    ///
    /// @param connected who of the room is connected now
    void mediaChanged(ConsultationId consultation, List<MemberId> connected);
}
