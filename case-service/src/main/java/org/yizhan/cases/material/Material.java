package org.yizhan.cases.material;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MaterialId;

/// One page or file of a case.
///
/// @param unfit why it does not do, as the resident was told; null when nothing is wrong with it
public record Material(
        MaterialId id,
        CaseId caseId,
        String code,
        String contentType,
        int bytes,
        String sha256,
        @Nullable ConsultationId consultation,
        String addedBy,
        Instant at,
        @Nullable String unfit) {}
