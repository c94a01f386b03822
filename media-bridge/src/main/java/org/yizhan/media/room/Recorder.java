package org.yizhan.media.room;

import java.util.List;
import org.yizhan.protocol.bridge.RecordingPlan;

/// A member that writes down what it is told. The room joins it, tells it and lets it go as it does with
/// anyone; what is special about it is known to [Recorders] and the plan only.
public interface Recorder extends Member {

    /// The room's plan says this about its recording now, with the id it was opened with: a pause begins or
    /// ends. Called on the room's event loop, also when nothing changed.
    void arrange(RecordingPlan plan);

    /// Who of the room is shown what from now on. Called on the room's event loop when that changed, and once
    /// before
    /// anything else.
    void shown(List<View> views);

    /// How the members' lines fared lately, of those that were in the room. Called on the room's event loop
    /// every
    /// [LineQuality#EVERY].
    ///
    /// @param nowNanos where the time that this is about ends, by [System#nanoTime()]
    void measured(List<LineQuality> lines, long nowNanos);

    /// Whether it is writing now: opened, not paused, not [#left()], not failed. Called on the room's event
    /// loop.
    boolean writing();
}
