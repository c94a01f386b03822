package org.yizhan.media.recording;

import java.util.List;
import org.yizhan.media.recording.timing.SessionClock;
import org.yizhan.media.room.LineQuality;
import org.yizhan.media.room.View;

/// What the manifest keeps of the room beside its sources: how the lines fared and who was shown what.
/// Nothing of a
/// pause is kept. On the writer's thread.
final class RoomHistory {

    private final SessionClock clock;
    private final LineHistory lines;
    private final ViewHistory views;
    private List<View> shown = List.of();
    private boolean resting;
    private long sinceMs;

    /// @param manifest with the part that begins now
    RoomHistory(Manifest manifest, SessionClock clock) {
        this.clock = clock;
        this.lines = new LineHistory(manifest.quality());
        this.views = new ViewHistory(manifest.slots());
        this.sinceMs = manifest.parts().getLast().startMs();
    }

    /// What is partly about a time of which nothing is kept is left out.
    void measured(List<LineQuality> measured, long nowNanos) {
        long endMs = clock.millis(nowNanos);
        for (LineQuality line : measured) {
            if (!resting && endMs - line.spanMs() >= sinceMs) {
                lines.add(line, endMs);
            }
        }
    }

    void shown(List<View> now, long nanos) {
        shown = now;
        if (!resting) {
            views.add(now, Math.max(sinceMs, clock.millis(nanos)));
        }
    }

    void rests(boolean wanted, long nowNanos) {
        if (wanted && !resting) {
            lines.rest();
        } else if (!wanted && resting) {
            sinceMs = clock.millis(nowNanos);
            views.add(shown, sinceMs);
        }
        resting = wanted;
    }

    List<LineStretch> quality() {
        return lines.stretches();
    }

    List<ShownView> slots() {
        return views.views();
    }
}
