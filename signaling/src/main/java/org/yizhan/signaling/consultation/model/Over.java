package org.yizhan.signaling.consultation.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// Nothing more can be done in it; late events of the case and of the recording still reach its time line.
public sealed interface Over extends Consultation permits Ended, Sealed, Abandoned, Transferred {

    Instant endedAt();

    String reason();

    @Override
    default Outcome accept(MemberId by, Instant now) {
        return over(by);
    }

    @Override
    default Outcome decline(MemberId by, Instant now) {
        return wishedAlready(by);
    }

    @Override
    default Outcome end(MemberId by, Instant now) {
        return wishedAlready(by);
    }

    @Override
    default Outcome invite(MemberId by, Participant guest) {
        return over(by);
    }

    @Override
    default Outcome leave(MemberId by) {
        return wishedAlready(by);
    }

    @Override
    default Outcome hold(MemberId by, boolean on) {
        return over(by);
    }

    @Override
    default Outcome pauseRecording(MemberId by, String reason, Instant now, Instant until) {
        return over(by);
    }

    @Override
    default Outcome resumeRecording(MemberId by) {
        return over(by);
    }

    @Override
    default Outcome source(MemberId by, SourceKind source, boolean on) {
        return over(by);
    }

    @Override
    default Outcome requestCapture(MemberId by, String code) {
        return over(by);
    }

    @Override
    default Outcome captureFailed(MemberId by, String code, String reason) {
        return over(by);
    }

    @Override
    default Outcome lost(MemberId member, Instant now) {
        return new Outcome.Unchanged();
    }

    @Override
    default Outcome returned(MemberId member) {
        return new Outcome.Unchanged();
    }

    @Override
    default Outcome tick(Instant now, Bounds bounds) {
        return new Outcome.Unchanged();
    }

    @Override
    default @Nullable Instant dueAt(Bounds bounds) {
        return null;
    }

    @Override
    default Outcome seal(Happening sealed) {
        return note(sealed);
    }

    private Outcome over(MemberId by) {
        return facts().find(by) == null ? Refusal.CONSULTATION_NOT_FOUND : Refusal.CONSULTATION_OVER;
    }

    /// Whoever wanted it to be over has what they wanted, so the second of two who hang up at once is not told off.
    private Outcome wishedAlready(MemberId by) {
        return facts().find(by) == null ? Refusal.CONSULTATION_NOT_FOUND : new Outcome.Unchanged();
    }
}
