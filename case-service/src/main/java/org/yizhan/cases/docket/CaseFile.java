package org.yizhan.cases.docket;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.process.Channel;
import org.yizhan.cases.process.Course;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.StationPath;

/// A case (办件) as it stands.
///
/// @param version      grows with every change that a person makes
/// @param state        word of its state, see `docs/approval.md`
/// @param step         where it stands in its process, the first place when there are several; null when it is over
/// @param frozen       form and papers stay as they are for now
/// @param scope        where it belongs: the resident's community
/// @param station      where it was opened
/// @param formRevision grows with every change of the form; a signature holds for one of them
/// @param consultation the meeting it was last handled in
/// @param recorded     whether that meeting was recorded; null when there was none yet
/// @param course       how far it has come: all its places, who answers for it, its deadlines
public record CaseFile(
        CaseId id,
        String number,
        long version,
        Matter matter,
        String state,
        @Nullable String step,
        boolean frozen,
        StationPath scope,
        StationPath station,
        Resident resident,
        Map<String, Object> form,
        int formRevision,
        Sitting sitting,
        @Nullable ConsultationId consultation,
        @Nullable Boolean recorded,
        String openedBy,
        Instant openedAt,
        Instant changedAt,
        @Nullable Instant completedAt,
        Trail trail,
        Course course) {

    /// What it is about and which rules it follows, fixed when it was opened.
    public record Matter(ItemCode item, int itemVersion, String process, int processVersion, Channel channel) {}

    /// Until when the booth that opened it sees it.
    public record Sitting(
            @Nullable String terminal, @Nullable Instant until) {

        /// The booth, while the sitting goes on.
        public @Nullable String terminalAt(Instant now) {
            return until != null && until.isAfter(now) ? terminal : null;
        }
    }

    /// Where its history and its chain of hashes have come to.
    public record Trail(int historySeq, int auditSeq, byte[] auditHead) {}

    /// The same case, further on its way.
    public CaseFile moved(Course newCourse, String newState, boolean freeze, @Nullable Instant completed) {
        var newStep = newCourse.places().isEmpty()
                ? null
                : newCourse.places().getFirst().step();
        return new CaseFile(
                id,
                number,
                version,
                matter,
                newState,
                newStep,
                freeze,
                scope,
                station,
                resident,
                form,
                formRevision,
                sitting,
                consultation,
                recorded,
                openedBy,
                openedAt,
                changedAt,
                completed,
                trail,
                newCourse);
    }

    /// The same case on another version of its process.
    public CaseFile onVersion(int processVersion) {
        var moved = new Matter(matter.item(), matter.itemVersion(), matter.process(), processVersion, matter.channel());
        return new CaseFile(
                id,
                number,
                version,
                moved,
                state,
                step,
                frozen,
                scope,
                station,
                resident,
                form,
                formRevision,
                sitting,
                consultation,
                recorded,
                openedBy,
                openedAt,
                changedAt,
                completedAt,
                trail,
                course);
    }

    public CaseFile filled(Map<String, Object> newForm) {
        return new CaseFile(
                id,
                number,
                version,
                matter,
                state,
                step,
                frozen,
                scope,
                station,
                resident,
                newForm,
                formRevision + 1,
                sitting,
                consultation,
                recorded,
                openedBy,
                openedAt,
                changedAt,
                completedAt,
                trail,
                course);
    }

    public CaseFile met(ConsultationId meeting, @Nullable Boolean isRecorded) {
        return new CaseFile(
                id,
                number,
                version,
                matter,
                state,
                step,
                frozen,
                scope,
                station,
                resident,
                form,
                formRevision,
                sitting,
                meeting,
                isRecorded,
                openedBy,
                openedAt,
                changedAt,
                completedAt,
                trail,
                course);
    }

    public CaseFile sitting(@Nullable Instant until) {
        return sitting(new Sitting(sitting.terminal(), until));
    }

    public CaseFile sitting(Sitting newSitting) {
        return new CaseFile(
                id,
                number,
                version,
                matter,
                state,
                step,
                frozen,
                scope,
                station,
                resident,
                form,
                formRevision,
                newSitting,
                consultation,
                recorded,
                openedBy,
                openedAt,
                changedAt,
                completedAt,
                trail,
                course);
    }

    CaseFile written(long newVersion, Instant at, Trail newTrail) {
        return new CaseFile(
                id,
                number,
                newVersion,
                matter,
                state,
                step,
                frozen,
                scope,
                station,
                resident,
                form,
                formRevision,
                sitting,
                consultation,
                recorded,
                openedBy,
                openedAt,
                at,
                completedAt,
                newTrail,
                course);
    }
}
