package org.yizhan.signaling.consultation.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// A desk called a resident; both have to say yes, in either order.
public sealed interface Calling extends Consultation permits Offered, Connecting {

    /// Until when it may be accepted.
    Instant expiresAt();

    @Override
    Calling with(Facts facts);

    @Override
    default Outcome accept(MemberId by, Instant now) {
        Participant who = facts().find(by);
        if (who == null) {
            return Refusal.CONSULTATION_NOT_FOUND;
        }
        if (who.accepted()) {
            return new Outcome.Unchanged();
        }
        if (!now.isBefore(expiresAt())) {
            return Refusal.CONSULTATION_OVER;
        }
        Facts agreed = facts().replacing(who.joined());
        Happening accepted = Happening.of("accepted", "member", by);
        if (agreed.booth().accepted() && agreed.desk().accepted()) {
            return Outcome.moved(new Live(agreed.startedAt(now)), accepted, Happening.of("started"));
        }
        return Outcome.moved(new Connecting(agreed, expiresAt()), accepted);
    }

    @Override
    default Outcome decline(MemberId by, Instant now) {
        if (facts().find(by) == null) {
            return Refusal.CONSULTATION_NOT_FOUND;
        }
        return by.equals(facts().deskMember())
                ? Transferred.from(this, "declined", now)
                : Abandoned.from(this, "declined", now);
    }

    /// Hanging up before the meeting began is the same as saying no.
    @Override
    default Outcome end(MemberId by, Instant now) {
        return decline(by, now);
    }

    @Override
    default Outcome invite(MemberId by, Participant guest) {
        return notNow(by);
    }

    @Override
    default Outcome leave(MemberId by) {
        return notNow(by);
    }

    @Override
    default Outcome hold(MemberId by, boolean on) {
        return notNow(by);
    }

    @Override
    default Outcome pauseRecording(MemberId by, String reason, Instant now, Instant until) {
        return notNow(by);
    }

    @Override
    default Outcome resumeRecording(MemberId by) {
        return notNow(by);
    }

    @Override
    default Outcome requestCapture(MemberId by, String code) {
        return notNow(by);
    }

    @Override
    default Outcome captureFailed(MemberId by, String code, String reason) {
        return notNow(by);
    }

    @Override
    default Outcome source(MemberId by, SourceKind source, boolean on) {
        return Presences.source(this, by, source, on);
    }

    @Override
    default Outcome lost(MemberId member, Instant now) {
        return Presences.lost(this, member, now);
    }

    @Override
    default Outcome returned(MemberId member) {
        return Presences.returned(this, member);
    }

    @Override
    default Outcome tick(Instant now, Bounds bounds) {
        Instant deskGone = facts().desk().awaySince();
        if (deskGone != null && !now.isBefore(deskGone.plus(bounds.callingDeskLost()))) {
            return Transferred.from(this, "desk-lost", now);
        }
        if (now.isBefore(expiresAt())) {
            return new Outcome.Unchanged();
        }
        return facts().booth().accepted()
                ? Transferred.from(this, "not-accepted", now)
                : Abandoned.from(this, "no-show", now);
    }

    @Override
    default @Nullable Instant dueAt(Bounds bounds) {
        Instant deskGone = facts().desk().awaySince();
        return deskGone == null ? expiresAt() : Bounds.earlier(expiresAt(), deskGone.plus(bounds.callingDeskLost()));
    }

    @Override
    default Outcome seal(Happening sealed) {
        return note(sealed);
    }

    private Outcome notNow(MemberId by) {
        return facts().find(by) == null ? Refusal.CONSULTATION_NOT_FOUND : Refusal.NOT_NOW;
    }
}
