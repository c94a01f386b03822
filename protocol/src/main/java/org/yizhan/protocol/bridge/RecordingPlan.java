package org.yizhan.protocol.bridge;

import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// That a room is recorded. Absent from a plan until the resident has consented.
///
/// @param recording chosen by signaling; the same id after a restart continues the same recording. A second copy has
///                  an id of its own, see [SecondRecorder]
/// @param scope     the station whose people (and those above it) may find and replay it
/// @param caseId    the case it is evidence for, when there is one
/// @param item      the service item of that case; says how long the recording is kept
/// @param paused    true while nothing is to be written: the meeting is held, or the recording alone is paused
/// @param pause     who paused the recording alone, and why; null when nobody did
/// @param turn      how often the meeting has been moved to another bridge: who is asked to write with a
///                  lower turn than somebody before gives way
public record RecordingPlan(
        RecordingId recording,
        StationPath scope,
        @Nullable CaseId caseId,
        @Nullable ItemCode item,
        boolean paused,
        @Nullable RecordingPause pause,
        long turn) {

    /// On the meeting's first bridge.
    public RecordingPlan(
            RecordingId recording,
            StationPath scope,
            @Nullable CaseId caseId,
            @Nullable ItemCode item,
            boolean paused,
            @Nullable RecordingPause pause) {
        this(recording, scope, caseId, item, paused, pause, 0);
    }

    /// A meeting about no particular item, on its first bridge.
    public RecordingPlan(RecordingId recording, StationPath scope, @Nullable CaseId caseId, boolean paused) {
        this(recording, scope, caseId, null, paused, null, 0);
    }

    public RecordingPlan onTurn(long now) {
        return of(recording, now);
    }

    /// The same for another copy.
    RecordingPlan of(RecordingId copy, long now) {
        return new RecordingPlan(copy, scope, caseId, item, paused, pause, now);
    }
}
