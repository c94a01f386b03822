package org.yizhan.cases.meeting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.RecordingId;

/// What the case service learned of a meeting about a case.
///
/// @param recorded null until it is known; false when the resident declined
/// @param headHash seals the recording's content; null until it is sealed
public record Meeting(
        ConsultationId consultation,
        CaseId caseId,
        @Nullable Boolean recorded,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable RecordingId recording,
        @Nullable String headHash) {}
