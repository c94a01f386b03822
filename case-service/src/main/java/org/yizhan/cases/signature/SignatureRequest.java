package org.yizhan.cases.signature;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.ConsultationId;

/// That a resident was asked to sign the document of one revision of the form.
public record SignatureRequest(
        UUID id,
        int formRevision,
        String documentHash,
        @Nullable ConsultationId consultation,
        Instant expiresAt,
        boolean answered) {

    /// Whether it may still be answered, for the form as it is.
    public boolean isOpen(int presentRevision, Instant now) {
        return !answered && formRevision == presentRevision && expiresAt.isAfter(now);
    }
}
