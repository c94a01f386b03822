package org.yizhan.protocol.signal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.cases.CaseBrief;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import org.yizhan.protocol.id.TicketId;

/// What signaling says to a page. A page ignores a type that it does not know.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ServerMessage {

    /// Answers [ClientMessage.Hello]. The page's whole situation follows at once: a [TicketState] when it holds a
    /// ticket, a [ConsultationState] when it is in a consultation, and every [Happened] after `lastSeq`.
    ///
    /// @param bridgeInstance the media bridge as it is now; a page whose connection another instance answered
    ///                       makes a new offer. Null while no bridge can be reached
    @JsonTypeName("welcome")
    record Welcome(
            String replyTo,
            int protocol,
            MemberId member,
            String subject,
            String name,
            Set<Role> roles,
            StationPath station,
            @Nullable String bridgeInstance,
            Instant now)
            implements ServerMessage {}

    @JsonTypeName("pong")
    record Pong(long n) implements ServerMessage {}

    /// A request took effect; nothing more is to be said about it here.
    @JsonTypeName("done")
    record Done(String replyTo) implements ServerMessage {}

    /// A request was refused, or what came was no request at all.
    ///
    /// @param replyTo the id of what was refused; null when it had none that could be read
    /// @param code    stable
    /// @param zh      one sentence that may be shown
    /// @param en      the same in English
    /// @param field   which field is wrong, when one is
    /// @param closing the socket is closed after this
    @JsonTypeName("refused")
    record Refused(
            @Nullable String replyTo,
            String code,
            String zh,
            String en,
            @Nullable String field,
            boolean closing) implements ServerMessage {}

    /// Booth: its ticket, whenever something about it changes.
    ///
    /// @param number         what is called out: A012
    /// @param state          `waiting`, `called`, `serving`, `done`, `abandoned`
    /// @param ahead          how many are before it
    /// @param waitFromMinutes honest range; null while too little is known to say
    @JsonTypeName("ticket")
    record TicketState(
            @Nullable String replyTo,
            TicketId ticket,
            CaseId caseId,
            String number,
            String state,
            int ahead,
            @Nullable Integer waitFromMinutes,
            @Nullable Integer waitToMinutes)
            implements ServerMessage {}

    /// Desk: who waits for it, first in turn first, at most 50; whenever that changes.
    ///
    /// @param available whether this desk takes calls
    @JsonTypeName("queue")
    record Queue(boolean available, int total, List<Waiting> waiting) implements ServerMessage {}

    /// One who waits.
    record Waiting(TicketId ticket, String number, CaseBrief brief, boolean greenChannel, Instant since) {}

    /// Everyone in a consultation: how it is now. Sent whenever it changes; each is complete.
    ///
    /// @param state    `offered`, `connecting`, `live`, `held`, `ended`, `abandoned`, `transferred`
    /// @param seq      the last event that this state includes
    /// @param accepted who said yes so far, by member
    /// @param expiresAt until when an offer may be accepted
    /// @param recordingPause null: the recording, when there is one, is written
    @JsonTypeName("consultation")
    record ConsultationState(
            ConsultationId consultation,
            String state,
            long seq,
            @Nullable CaseBrief brief,
            @Nullable String ticketNumber,
            boolean recorded,
            List<Participant> participants,
            Set<MemberId> accepted,
            @Nullable Instant expiresAt,
            @Nullable RecordingPause recordingPause)
            implements ServerMessage {}

    /// The recording rests while the meeting goes on.
    ///
    /// @param reason see [ClientMessage.PauseRecording]
    /// @param until  when it goes on by itself
    record RecordingPause(MemberId by, String reason, Instant since, Instant until) {}

    /// One who takes part.
    ///
    /// @param role    what they act as here: TERMINAL (the resident at the booth), OFFICER, CLERK, SUPERVISOR
    /// @param name    how others see them; for a resident the masked name
    /// @param state   `invited`, `joined`, `away` (socket lost, expected back), `left`
    /// @param sources what they send now
    record Participant(
            MemberId member, Role role, String name, String stationName, String state, Set<SourceKind> sources) {}

    /// A desk that is asked to join a meeting; answered by `accept` or `decline`.
    @JsonTypeName("invitation")
    record Invitation(ConsultationId consultation, @Nullable CaseBrief brief, String from, Instant expiresAt)
            implements ServerMessage {}

    /// A member of a live consultation: who is in which of its receive slots; complete each time.
    @JsonTypeName("slots")
    record Slots(ConsultationId consultation, long revision, List<Slot> slots) implements ServerMessage {}

    /// @param slot see [org.yizhan.protocol.bridge.SlotFill#slot()]
    record Slot(int slot, MemberId member, Role role, SourceKind source) {}

    /// Answers [ClientMessage.MediaOffer] and [ClientMessage.SecondOffer].
    @JsonTypeName("media-answer")
    record MediaAnswer(String replyTo, String sdp, String bridgeInstance) implements ServerMessage {}

    /// Every page that said hello: the media bridge is another one now, or cannot be reached (null). A page whose
    /// connection another instance answered makes a new [ClientMessage.MediaOffer].
    @JsonTypeName("bridge")
    record Bridge(@Nullable String bridgeInstance) implements ServerMessage {}

    /// A member of a recorded meeting: a second bridge records it too, and is to be sent the same; or no longer (null).
    /// A page whose second connection another instance answered makes a new [ClientMessage.SecondOffer].
    @JsonTypeName("second-bridge")
    record SecondBridge(@Nullable String bridgeInstance) implements ServerMessage {}

    /// One event of the consultation's durable time line.
    ///
    /// @param seq  1, 2, 3 … without a gap
    /// @param kind such as `started`, `joined`, `capture-requested`, `case-changed`, `case-decided`,
    /// `signature-requested`
    /// @param data facts, by name; ids and words, no personal data
    @JsonTypeName("event")
    record Happened(ConsultationId consultation, long seq, String kind, Map<String, Object> data, Instant at)
            implements ServerMessage {}
}
