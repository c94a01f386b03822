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
/// @param inspection what was found when it was looked through; null until then
/// @param item       the service item, when there is one
/// @param term       `advice` or `decision`
/// @param keepUntil  when it is erased unless it is held; null until sealed
/// @param held       whether a legal hold keeps it
/// @param erasedAt   null while it can be replayed
public record IndexedRecording(
        RecordingId recording,
        ConsultationId consultation,
        @Nullable CaseId caseId,
        StationPath scope,
        String state,
        Instant startedAt,
        long durationMs,
        @Nullable String headHash,
        @Nullable Inspection inspection,
        @Nullable String item,
        String term,
        @Nullable Instant keepUntil,
        boolean held,
        @Nullable Instant erasedAt) {}
