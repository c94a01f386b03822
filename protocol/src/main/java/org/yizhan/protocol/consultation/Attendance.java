package org.yizhan.protocol.consultation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// Who takes part in a consultation now.
///
/// @param live     true from the first meeting of two members until the end, holds included
/// @param recorded whether the resident consented to recording
/// @param present  those who joined and have not left; a lost socket inside its grace still counts
public record Attendance(
        ConsultationId consultation, @Nullable CaseId caseId, boolean live, boolean recorded, List<Attendee> present) {

    /// One who takes part.
    ///
    /// @param subject the account or terminal, as in the session
    /// @param role    what they act as in this consultation
    public record Attendee(String subject, Role role, StationPath station) {}
}
