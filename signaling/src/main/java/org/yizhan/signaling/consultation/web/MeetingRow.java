package org.yizhan.signaling.consultation.web;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.cases.CaseBrief;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.signaling.consultation.application.Consultations.Stored;
import org.yizhan.signaling.consultation.model.Consultation;
import org.yizhan.signaling.consultation.model.Facts;
import org.yizhan.signaling.consultation.model.Over;

/// A meeting in a list.
///
/// @param at          when they met, or were called when they never did
/// @param durationMs  null: not over, or they never met
/// @param recordingId null: it is not recorded
record MeetingRow(
        ConsultationId id,
        String state,
        CaseId caseId,
        String caseNumber,
        ItemCode item,
        String itemName,
        String itemNameEn,
        String maskedName,
        String ticketNumber,
        String officer,
        Instant at,
        @Nullable Long durationMs,
        boolean recorded,
        @Nullable RecordingId recordingId) {

    static MeetingRow of(Stored stored) {
        Consultation consultation = stored.consultation();
        Facts facts = consultation.facts();
        CaseBrief brief = facts.brief();
        Instant started = facts.startedAt();
        return new MeetingRow(
                facts.id(),
                consultation.word(),
                brief.caseId(),
                brief.number(),
                brief.item(),
                brief.itemName(),
                brief.itemNameEn(),
                brief.maskedName(),
                facts.ticketNumber(),
                facts.desk().name(),
                started == null ? facts.createdAt() : started,
                consultation instanceof Over over && started != null
                        ? Duration.between(started, over.endedAt()).toMillis()
                        : null,
                facts.recorded(),
                facts.recorded() && started != null ? facts.recording() : null);
    }
}
