package org.yizhan.media.room;

import org.yizhan.protocol.bridge.RecordingPlan;

/// Opens recorders. A bean of this type is all that the rooms know about recording; without one nothing is
/// recorded and `arrange` says so.
public interface Recorders {

    /// A recorder for a room whose plan asks for it, before it joins. Called on the room's event loop, of
    /// which there may be several, so it returns at once and opens its files elsewhere. The same recording id
    /// after a restart, or after a room was closed and arranged again, continues that recording.
    /// [Recorder#left()] ends it: it is sealed then, in its own time.
    Recorder open(RoomFacts room, RecordingPlan plan);

    /// Recordings open now, for the bridge's status; any thread.
    int open();
}
