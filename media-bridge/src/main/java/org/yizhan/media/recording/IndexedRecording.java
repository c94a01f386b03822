package org.yizhan.media.recording;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// A recording as the index knows it.
///
/// @param state      see [Manifest.State]
/// @param durationMs of a recording that is still written: 0
/// @param headHash   null until sealed
public record IndexedRecording(
        RecordingId recording,
        ConsultationId consultation,
        @Nullable CaseId caseId,
        StationPath scope,
        String state,
        Instant startedAt,
        long durationMs,
        @Nullable String headHash) {}
