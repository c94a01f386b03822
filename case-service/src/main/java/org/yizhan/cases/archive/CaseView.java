package org.yizhan.cases.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.MaterialId;
import org.yizhan.protocol.id.StationPath;

/// The whole case as its reader may see it.
///
/// @param process  the process that it runs by, in the version that it began with or was moved to
/// @param gaps     what it still lacks: `form.<field>`, `material.<paper>`, `signature`
/// @param actions  what the reader may try at the present step
/// @param handlings what else they may try, whatever the process: `withdraw`, `forward` …
/// @param waysBack to which steps the reader may send it back
/// @param standing where the case stands in full: all its steps, who answers for it, its deadlines
/// @param editable whether form and papers may be changed now
record CaseView(
        CaseId id,
        String number,
        long version,
        ItemCode item,
        String itemName,
        String itemNameEn,
        String channel,
        String state,
        Process process,
        @Nullable Step step,
        Person resident,
        StationPath scope,
        String scopeName,
        String scopeNameEn,
        Map<String, Object> form,
        List<Paper> materials,
        List<String> gaps,
        @Nullable Request signatureRequest,
        List<Signed> signatures,
        @Nullable Joint joint,
        @Nullable ConsultationId consultation,
        @Nullable Boolean recorded,
        List<String> actions,
        List<String> handlings,
        List<WayBack> waysBack,
        Standing standing,
        boolean editable,
        List<Rated> ratings,
        Instant openedAt,
        @Nullable Instant completedAt,
        List<CaseHistory.Line> history) {

    /// @param newest whether new cases begin with this version
    record Process(String id, int version, String name, String nameEn, boolean newest) {}

    /// A decision `return` may name `to`; of a case that stands at several steps, `step` is `from`.
    ///
    /// @param usual where it goes when the decision names no step
    record WayBack(String from, String to, String name, String nameEn, boolean usual) {}

    /// @param owner who answers for the case until somebody else accepts it
    /// @param due   when the whole case must be done; null without a limit, and while the clock stands still
    record Standing(Who owner, List<At> steps, @Nullable Instant due, boolean suspended) {}

    /// A step that the case stands at.
    ///
    /// @param holder  who has it in hand
    /// @param offered to whom it was forwarded
    /// @param asked   who was asked to look at it first
    /// @param leader  the duty leader it was escalated to
    record At(
            Step step,
            Instant since,
            @Nullable Instant due,
            @Nullable Who holder,
            @Nullable Who offered,
            @Nullable Who asked,
            @Nullable Who leader,
            List<Answered> signers,
            List<Answered> votes) {}

    /// Somebody of the bureau, or a station as a whole.
    record Who(String name, StationPath station) {}

    /// @param agrees null until they answer
    record Answered(String name, @Nullable Boolean agrees) {}

    record Step(String id, String level, String name, String nameEn, String mode) {}

    /// Full name and numbers are only there for those who handle the case.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Person(
            String maskedName,
            @Nullable String name,
            String idNumberMasked,
            @Nullable String idNumber,
            @Nullable String phoneMasked,
            @Nullable String phone) {

        @Override
        public String toString() {
            return "Person[" + maskedName + "]";
        }
    }

    /// @param unfit why it does not do; null when nothing is wrong with it
    record Paper(
            MaterialId id,
            String code,
            String name,
            String contentType,
            int bytes,
            String sha256,
            Instant at,
            @Nullable String unfit) {}

    record Request(UUID id, String documentHash, String documentUrl, Instant expiresAt) {}

    /// @param valid whether it holds for the form as it is now
    /// @param why   why not: `form-changed` or `altered`
    record Signed(
            UUID id,
            String documentHash,
            Instant at,
            boolean valid,
            @Nullable String why) {}

    /// @param needed  the levels that must sign
    /// @param signed  those that have
    record Joint(List<String> needed, List<String> signed, List<Signer> signers) {}

    record Signer(String level, String name, Instant at) {}

    record Rated(int level, Instant at) {}
}
