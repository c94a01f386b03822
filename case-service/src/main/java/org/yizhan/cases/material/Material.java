package org.yizhan.cases.material;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MaterialId;

/// One page or file of a case.
public record Material(
        MaterialId id,
        CaseId caseId,
        String code,
        String contentType,
        int bytes,
        String sha256,
        @Nullable ConsultationId consultation,
        String addedBy,
        Instant at) {}
