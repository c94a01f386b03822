package org.yizhan.media.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.room.LineQuality;
import org.yizhan.protocol.id.MemberId;

/// How the members' lines fared, as the manifest keeps it: stretches, one after the other for each member. A
/// line that
/// gets worse begins a new one at once; one that gets better does when it stayed better for a while, so that
/// a line
/// that
/// swings is one long stretch and not hundreds. On the writer's thread.
final class LineHistory {

    /// In all. A meeting of two hours whose three lines swing all the time would have more; what comes then
    /// makes the
    /// last stretches longer, with their worst. It keeps the manifest, which is written again and again,
    /// below half a
    /// megabyte.
    static final int MOST = 1_000;

    /// A line that got better has to stay so for this many looks, 15 s.
    static final int BETTER = 3;

    /// Looks further apart than this do not belong together: the member was away.
    private static final long APART_MS = LineQuality.EVERY.toMillis() / 2;

    private static final class Lane {
        private @Nullable OpenStretch open;
        private @Nullable OpenStretch better;
    }

    private final List<LineStretch> over;
    private final Map<MemberId, Lane> lanes = new HashMap<>();

    /// @param over what earlier parts of the recording have
    LineHistory(List<LineStretch> over) {
        this.over = new ArrayList<>(over);
    }

    /// @param endMs where the time that `line` is about ends on the session clock
    void add(LineQuality line, long endMs) {
        Lane lane = lanes.computeIfAbsent(line.member(), _ -> new Lane());
        long startMs = Math.max(0, endMs - line.spanMs());
        OpenStretch open = lane.open;
        if (open != null && startMs - lastMs(lane) > APART_MS) {
            close(lane);
            open = null;
        }
        if (open == null) {
            lane.open = begun(line, startMs, endMs);
            return;
        }
        int worse = line.grade().compareTo(open.grade());
        OpenStretch better = lane.better;
        if (worse < 0 && !isFull()) {
            OpenStretch growing = better == null ? new OpenStretch(line, startMs) : better;
            growing.add(line, endMs);
            lane.better = growing;
            if (growing.looks() >= BETTER) {
                lane.better = null;
                close(lane);
                lane.open = growing;
            }
            return;
        }
        if (better != null) {
            open.add(better);
            lane.better = null;
        }
        if (worse > 0 && !isFull()) {
            close(lane);
            lane.open = begun(line, startMs, endMs);
        } else {
            open.add(line, endMs);
        }
    }

    private static long lastMs(Lane lane) {
        return lane.better != null ? lane.better.endMs() : lane.open == null ? 0 : lane.open.endMs();
    }

    private static OpenStretch begun(LineQuality line, long startMs, long endMs) {
        OpenStretch begun = new OpenStretch(line, startMs);
        begun.add(line, endMs);
        return begun;
    }

    private boolean isFull() {
        return over.size() + lanes.size() >= MOST;
    }

    /// Nothing is kept for a while: all stretches end.
    void rest() {
        lanes.values().forEach(this::close);
        lanes.clear();
    }

    private void close(Lane lane) {
        OpenStretch open = lane.open;
        OpenStretch better = lane.better;
        lane.open = null;
        lane.better = null;
        if (open != null) {
            if (better != null) {
                open.add(better);
            }
            if (over.size() < MOST) {
                over.add(open.asFarAsItGoes());
            }
        }
    }

    /// All of it as far as it goes, in the order of beginnings.
    List<LineStretch> stretches() {
        List<LineStretch> all = new ArrayList<>(over);
        for (Lane lane : lanes.values()) {
            OpenStretch open = lane.open;
            if (open != null) {
                all.add(open.asFarAsItGoes());
            }
            OpenStretch better = lane.better;
            if (better != null) {
                all.add(better.asFarAsItGoes());
            }
        }
        all.sort(Comparator.comparingLong(LineStretch::startMs)
                .thenComparing(it -> it.member().toString()));
        return List.copyOf(all.size() > MOST ? all.subList(0, MOST) : all);
    }
}
