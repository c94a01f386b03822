package org.yizhan.protocol.signal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.TicketId;

/// What a page says to signaling. Each message but [Ping] carries an `id` that the page makes up (at most 64
/// characters):
/// the answer names it in `replyTo`, and the same id sent again, on this socket or the next, takes effect once.
/// `docs/protocol.md` tells it in prose; one golden file a message stands in `wire/`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ClientMessage {

    /// The first message on every socket; anything else before it is refused with `hello-first`. Answered by
    /// [ServerMessage.Welcome], and after it by what the page missed.
    ///
    /// @param protocol     1
    /// @param member       who this page is, kept by the page across sockets and reloads
    /// @param page         which page it is: `booth`, `desk` or `supervisor`
    /// @param consultation the consultation that the page believes it is in
    /// @param lastSeq      the last event number that it saw of it; 0 for none
    @JsonTypeName("hello")
    record Hello(
            String id,
            int protocol,
            MemberId member,
            String page,
            @Nullable ConsultationId consultation,
            long lastSeq) implements ClientMessage {}

    /// Any page, every 10 s and when the network changes: still there? Answered by [ServerMessage.Pong].
    @JsonTypeName("ping")
    record Ping(long n) implements ClientMessage {}

    /// Desk: the officer takes calls, or no longer does. Answered by [ServerMessage.Done] and a [ServerMessage.Queue].
    @JsonTypeName("set-available")
    record SetAvailable(String id, boolean available) implements ClientMessage {}

    /// Booth: takes a ticket for a case that it opened. Answered by [ServerMessage.TicketState]. Repeated for the same
    /// case while its ticket lives, it gives the same ticket.
    ///
    /// @param recordingConsent the resident's own choice; `false` is served all the same, unrecorded
    /// @param greenChannel     the resident is old or disabled
    @JsonTypeName("take-ticket")
    record TakeTicket(String id, CaseId caseId, boolean recordingConsent, boolean greenChannel)
            implements ClientMessage {}

    /// Booth: gives the ticket back.
    @JsonTypeName("leave-queue")
    record LeaveQueue(String id, TicketId ticket) implements ClientMessage {}

    /// Desk: calls the next resident whose turn it is. Answered by [ServerMessage.Done], then both sides hear
    /// [ServerMessage.ConsultationState] `offered`; or refused with `queue-empty`, `not-available` or `busy`.
    @JsonTypeName("call-next")
    record CallNext(String id) implements ClientMessage {}

    /// Booth: the resident is there and wants to begin. Desk and invited desk: accepts. When both sides have, the
    /// consultation goes live.
    @JsonTypeName("accept")
    record Accept(String id, ConsultationId consultation) implements ClientMessage {}

    /// Desk: gives the ticket back to the front of the queue. Invited desk: does not join. Booth: leaves the queue.
    @JsonTypeName("decline")
    record Decline(String id, ConsultationId consultation) implements ClientMessage {}

    /// Desk, in a meeting: invites the clerk on duty of the case's street (`role` `clerk`), or a named account.
    ///
    /// @param subject whom; null: whoever is available at the street
    @JsonTypeName("invite")
    record Invite(
            String id,
            ConsultationId consultation,
            @Nullable String subject) implements ClientMessage {}

    /// Any page that sends media: makes or remakes its connection (ICE restart, another bridge). Answered by
    /// [ServerMessage.MediaAnswer].
    @JsonTypeName("media-offer")
    record MediaOffer(String id, String sdp) implements ClientMessage {}

    /// Any page in a meeting that a second bridge records too: makes or remakes its connection to that one, over which
    /// it
    /// only sends. Answered by [ServerMessage.MediaAnswer]; refused with `not-now` when there is no second bridge.
    @JsonTypeName("second-offer")
    record SecondOffer(String id, String sdp) implements ClientMessage {}

    /// Any member: a source of its own is now on or off (camera covered, paper camera opened, screen shared).
    @JsonTypeName("set-source")
    record SetSource(String id, ConsultationId consultation, SourceKind source, boolean on) implements ClientMessage {}

    /// Desk: asks the booth to take a still of what lies under its document camera and put it into the case as the
    /// material `code`. The booth hears it as the event `capture-requested` and uploads to the case service.
    @JsonTypeName("request-capture")
    record RequestCapture(String id, ConsultationId consultation, String code) implements ClientMessage {}

    /// Booth: a capture could not be made.
    @JsonTypeName("capture-failed")
    record CaptureFailed(String id, ConsultationId consultation, String code, String reason) implements ClientMessage {}

    /// Desk: the meeting rests (sound and picture stop, recording pauses) or goes on.
    @JsonTypeName("hold")
    record Hold(String id, ConsultationId consultation, boolean on) implements ClientMessage {}

    /// Desk: the recording rests while the meeting goes on, for somebody's privacy, or is written on. It goes
    /// on by itself after a time, see [ServerMessage.RecordingPause].
    ///
    /// @param reason when it pauses: `private` (a private matter), `bystander` (somebody came into the picture),
    ///               `papers` (papers of somebody else), `asked` (the resident asks for it)
    @JsonTypeName("pause-recording")
    record PauseRecording(
            String id,
            ConsultationId consultation,
            boolean on,
            @Nullable String reason) implements ClientMessage {}

    /// An invited desk leaves; the meeting goes on without it.
    @JsonTypeName("leave")
    record Leave(String id, ConsultationId consultation) implements ClientMessage {}

    /// Desk or booth: ends the meeting for all.
    @JsonTypeName("end")
    record End(String id, ConsultationId consultation) implements ClientMessage {}
}
