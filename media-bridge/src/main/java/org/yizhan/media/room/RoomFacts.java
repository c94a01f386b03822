package org.yizhan.media.room;

import org.yizhan.protocol.id.ConsultationId;

/// What a room's members may know of it.
public interface RoomFacts {

    ConsultationId consultation();

    /// Runs `task` on the room's event loop, soon; may be called on any thread. After the loop has ended the
    /// task is dropped.
    void onLoop(Runnable task);
}
