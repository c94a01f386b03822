package org.yizhan.protocol.event;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MaterialId;
import org.yizhan.protocol.id.RecordingId;

/// What a part announces to the others. Delivered at least once, in order per [#stream()]; carries ids and facts,
/// never personal data. An unknown field is ignored, so that a newer part may talk to an older one.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Event {

    /// When it happened.
    Instant at();

    /// Events of one stream arrive in the order in which they were written.
    String stream();

    // --- the case service's ---------------------------------------------------------------------------------------

    /// Something changed in a case that took place in a consultation, or not (null).
    sealed interface OfCase extends Event {
        CaseId caseId();

        @Nullable
        ConsultationId consultation();

        @Override
        default String stream() {
            return "case:" + caseId();
        }
    }

    /// A case changed its form or its facts; readers fetch version `version`.
    @JsonTypeName("case-changed")
    record CaseChanged(CaseId caseId, @Nullable ConsultationId consultation, long version, Instant at)
            implements OfCase {}

    /// A step of the case's process was taken.
    ///
    /// @param step   id of the step that was acted on, as in the process definition
    /// @param action `accept`, `approve`, `return`, `resubmit`, `sign`, `complete`, `withdraw`
    /// @param level  `booth`, `community`, `street` or `district`: who acted
    /// @param state  the case's state after it
    @JsonTypeName("case-decided")
    record CaseDecided(
            CaseId caseId,
            @Nullable ConsultationId consultation,
            long version,
            String step,
            String action,
            String level,
            String state,
            Instant at)
            implements OfCase {}

    /// A paper was captured or uploaded.
    @JsonTypeName("material-added")
    record MaterialAdded(
            CaseId caseId,
            @Nullable ConsultationId consultation,
            long version,
            MaterialId material,
            String code,
            Instant at)
            implements OfCase {}

    /// The desk asks the resident to sign a document.
    ///
    /// @param request      id of the request; a signature answers it once
    /// @param documentHash lower-case hexadecimal SHA-256 of the document as shown
    @JsonTypeName("signature-requested")
    record SignatureRequested(
            CaseId caseId,
            @Nullable ConsultationId consultation,
            long version,
            String request,
            String documentHash,
            Instant at)
            implements OfCase {}

    /// The resident signed.
    @JsonTypeName("signature-given")
    record SignatureGiven(
            CaseId caseId, @Nullable ConsultationId consultation, long version, String request, Instant at)
            implements OfCase {}

    // --- signaling's ----------------------------------------------------------------------------------------------

    /// Something about a consultation.
    sealed interface OfConsultation extends Event {
        ConsultationId consultation();

        @Override
        default String stream() {
            return "consultation:" + consultation();
        }
    }

    /// Two members meet.
    ///
    /// @param recorded false: the resident declined to be recorded and is served all the same
    @JsonTypeName("consultation-started")
    record ConsultationStarted(
            ConsultationId consultation, @Nullable CaseId caseId, boolean recorded, Instant at)
            implements OfConsultation {}

    @JsonTypeName("consultation-ended")
    record ConsultationEnded(
            ConsultationId consultation, @Nullable CaseId caseId, Instant at) implements OfConsultation {}

    // --- the media bridge's ---------------------------------------------------------------------------------------

    /// A recording began to be written. `at` is second 0 of its clock.
    @JsonTypeName("recording-started")
    record RecordingStarted(
            ConsultationId consultation, @Nullable CaseId caseId, RecordingId recording, Instant at)
            implements OfConsultation {}

    /// A recording is complete and sealed.
    ///
    /// @param headHash    lower-case hexadecimal SHA-256: head of the hash chain that the seal signs
    /// @param durationMs  length on its own clock
    /// @param interrupted true when the writing process died in between; what was written plays
    /// @param sources     how many files it has
    @JsonTypeName("recording-sealed")
    record RecordingSealed(
            ConsultationId consultation,
            @Nullable CaseId caseId,
            RecordingId recording,
            String headHash,
            long durationMs,
            boolean interrupted,
            int sources,
            Instant at)
            implements OfConsultation {}

    /// A recording can no longer be written; the meeting goes on without it. What was written before is kept and
    /// sealed when the meeting ends.
    ///
    /// @param reason `disk-full` or `disk-error`
    @JsonTypeName("recording-failed")
    record RecordingFailed(
            ConsultationId consultation, @Nullable CaseId caseId, RecordingId recording, String reason, Instant at)
            implements OfConsultation {}

    /// A sealed recording was looked and listened through. A case may wait for it.
    ///
    /// @param headHash the seal that it was looked through under
    /// @param verdict  `passed`; `flawed`: it plays and its seal holds, but something is missing or wrong in it;
    ///                 `failed`: it does not play or is not as it was sealed; `unknown`: nothing here can decode it
    /// @param findings what was found, a word each, such as `hole` or `silent-track`
    @JsonTypeName("recording-inspected")
    record RecordingInspected(
            ConsultationId consultation,
            @Nullable CaseId caseId,
            RecordingId recording,
            String headHash,
            String verdict,
            List<String> findings,
            Instant at)
            implements OfConsultation {}

    /// Somebody took a whole recording along as one film.
    ///
    /// @param playback entry of the register of looks, which says who, why and when
    /// @param station  path of the unit that they belong to
    @JsonTypeName("recording-exported")
    record RecordingExported(
            ConsultationId consultation,
            @Nullable CaseId caseId,
            RecordingId recording,
            String playback,
            String station,
            Instant at)
            implements OfConsultation {}

    /// A recording was kept as long as it must and is unreadable from now on.
    ///
    /// @param certificate lower-case hexadecimal SHA-256 of the signed certificate
    @JsonTypeName("recording-erased")
    record RecordingErased(
            ConsultationId consultation, @Nullable CaseId caseId, RecordingId recording, String certificate, Instant at)
            implements OfConsultation {}

    /// A member's media connection came up or was lost.
    ///
    /// @param members ids of the room's members that are connected now
    @JsonTypeName("media-changed")
    record MediaChanged(ConsultationId consultation, List<String> members, Instant at) implements OfConsultation {}
}
