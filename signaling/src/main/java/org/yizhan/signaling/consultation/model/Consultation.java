package org.yizhan.signaling.consultation.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// One meeting on video, from the call to the hang-up. A state is a type; each type says what may happen in it and
/// refuses the rest. Nothing here reads a clock or a database.
public sealed interface Consultation permits Calling, Meeting, Over {

    Facts facts();

    /// The same state with other facts.
    Consultation with(Facts facts);

    /// The word on the wire and in the database.
    String word();

    /// Somebody says yes: the resident, the desk that called, an invited desk.
    Outcome accept(MemberId by, Instant now);

    /// Somebody says no.
    Outcome decline(MemberId by, Instant now);

    /// The desk that called ends the meeting, or the resident does.
    Outcome end(MemberId by, Instant now);

    /// The desk that called asks another desk to join, until `until`.
    Outcome invite(MemberId by, Participant guest);

    /// An invited desk goes.
    Outcome leave(MemberId by);

    /// The meeting rests, or goes on.
    Outcome hold(MemberId by, boolean on);

    /// The recording rests until `until` at the latest while the meeting goes on.
    Outcome pauseRecording(MemberId by, String reason, Instant now, Instant until);

    /// The recording is written on.
    Outcome resumeRecording(MemberId by);

    /// One of the member's own sources is on or off now.
    Outcome source(MemberId by, SourceKind source, boolean on);

    /// The desk wants a still of the paper under the booth's camera.
    Outcome requestCapture(MemberId by, String code);

    /// The booth could not make it.
    Outcome captureFailed(MemberId by, String code, String reason);

    /// A member's socket is gone.
    Outcome lost(MemberId member, Instant now);

    /// A member's socket is back.
    Outcome returned(MemberId member);

    /// Whatever is due by `now`: a call that nobody answered, an invitation that lapsed, a member lost for too
    /// long.
    Outcome tick(Instant now, Bounds bounds);

    /// When [#tick] has something to do; null: never.
    @Nullable
    Instant dueAt(Bounds bounds);

    /// The recording is complete and sealed.
    Outcome seal(Happening sealed);

    /// Something happened outside that belongs on the time line.
    default Outcome note(Happening happening) {
        return Outcome.moved(this, happening);
    }

    /// Whether two members met and the meeting is not over.
    default boolean isLive() {
        return this instanceof Meeting;
    }

    default boolean isOver() {
        return this instanceof Over;
    }
}
