package org.yizhan.media.room;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.RecordingPlan;

/// The recorder of a room, a member that the plan names apart, and what it is told beside what every member
/// is. On the
/// media loop.
final class RoomRecording {

    private final Recorders recorders;
    private final RoomFacts room;
    private @Nullable Recorder recorder;
    private long turn;
    private List<View> views = List.of();

    RoomRecording(Recorders recorders, RoomFacts room) {
        this.recorders = recorders;
        this.room = room;
    }

    /// The recorder, while there is one.
    @Nullable
    Recorder member() {
        return recorder;
    }

    boolean isWriting() {
        return recorder != null && recorder.writing();
    }

    /// Makes it be as the plan says.
    ///
    /// @param there who can be recorded already
    void arrange(@Nullable RecordingPlan plan, List<View> shown, Collection<Peer> there) {
        if (plan == null) {
            dismiss();
        } else if (recorder == null || plan.turn() > turn) {
            // The meeting was elsewhere meanwhile, and so was its recording.
            dismiss();
            turn = plan.turn();
            Recorder joining = recorders.open(room, plan);
            recorder = joining;
            joining.arrange(plan);
            views = shown;
            joining.shown(shown);
            List.copyOf(there).forEach(peer -> peer.producers().forEach(joining::producerOpened));
        } else {
            recorder.arrange(plan);
            show(shown);
        }
    }

    /// The room's members may be shown something else now.
    void show(List<View> shown) {
        if (recorder != null && !shown.equals(views)) {
            views = shown;
            recorder.shown(shown);
        }
    }

    void measured(List<LineQuality> lines, long nowNanos) {
        if (recorder != null && !lines.isEmpty()) {
            recorder.measured(lines, nowNanos);
        }
    }

    void dismiss() {
        Recorder leaving = recorder;
        recorder = null;
        if (leaving != null) {
            leaving.left();
        }
    }
}
