package org.yizhan.signaling.consultation.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// Resident and officer have met. Others may join and leave; a lost socket does not end it before its bound.
public sealed interface Meeting extends Consultation permits Live, Held {

    @Override
    Meeting with(Facts facts);

    @Override
    default Outcome accept(MemberId by, Instant now) {
        Participant who = facts().find(by);
        if (who == null) {
            return Refusal.CONSULTATION_NOT_FOUND;
        }
        if (who.left()) {
            return Refusal.CONSULTATION_OVER;
        }
        if (who.accepted()) {
            return new Outcome.Unchanged();
        }
        return Outcome.moved(with(facts().replacing(who.joined())), about("joined", who));
    }

    @Override
    default Outcome decline(MemberId by, Instant now) {
        Participant who = facts().find(by);
        if (who == null) {
            return Refusal.CONSULTATION_NOT_FOUND;
        }
        if (who.left()) {
            return new Outcome.Unchanged();
        }
        if (who.accepted()) {
            return Refusal.NOT_NOW;
        }
        return Outcome.moved(with(facts().replacing(who.gone())), about("declined", who));
    }

    @Override
    default Outcome end(MemberId by, Instant now) {
        Refusal no = onlyHostOrBooth(by);
        return no != null ? no : Ended.from(this, by, "ended", now);
    }

    @Override
    default Outcome invite(MemberId by, Participant guest) {
        Refusal no = onlyHost(by);
        if (no != null) {
            return no;
        }
        boolean takesPart = facts().participants().stream()
                .anyMatch(other -> !other.left()
                        && (other.member().equals(guest.member())
                                || other.subject().equals(guest.subject())));
        if (takesPart) {
            return Refusal.ALREADY_INVITED;
        }
        if (facts().present().size() >= Facts.MAX_MEMBERS) {
            return Refusal.TOO_MANY_MEMBERS;
        }
        return Outcome.moved(with(facts().replacing(guest)), about("invited", guest));
    }

    @Override
    default Outcome leave(MemberId by) {
        Participant who = facts().find(by);
        if (who == null) {
            return Refusal.CONSULTATION_NOT_FOUND;
        }
        if (!facts().isGuest(by)) {
            return Refusal.FORBIDDEN;
        }
        if (who.left()) {
            return new Outcome.Unchanged();
        }
        return Outcome.moved(with(facts().replacing(who.gone())), about(who.accepted() ? "left" : "declined", who));
    }

    @Override
    default Outcome requestCapture(MemberId by, String code) {
        Participant who = facts().find(by);
        if (who == null || who.left()) {
            return Refusal.CONSULTATION_NOT_FOUND;
        }
        if (by.equals(facts().boothMember()) || !who.accepted()) {
            return Refusal.FORBIDDEN;
        }
        return note(Happening.of("capture-requested", "code", code, "by", by));
    }

    @Override
    default Outcome captureFailed(MemberId by, String code, String reason) {
        if (facts().find(by) == null) {
            return Refusal.CONSULTATION_NOT_FOUND;
        }
        if (!by.equals(facts().boothMember())) {
            return Refusal.FORBIDDEN;
        }
        return note(Happening.of("capture-failed", "code", code, "by", by, "reason", reason));
    }

    @Override
    default Outcome pauseRecording(MemberId by, String reason, Instant now, Instant until) {
        Refusal no = onlyHost(by);
        if (no != null) {
            return no;
        }
        if (!facts().recorded()) {
            return Refusal.NOT_RECORDED;
        }
        if (!RecordingRest.REASONS.contains(reason)) {
            return Refusal.PAUSE_REASON;
        }
        if (facts().rest() != null) {
            return new Outcome.Unchanged();
        }
        RecordingRest rest = new RecordingRest(by, reason, now, until);
        return Outcome.moved(
                with(facts().resting(rest)),
                Happening.of("recording-paused", "by", by, "reason", reason, "until", until.toString()));
    }

    @Override
    default Outcome resumeRecording(MemberId by) {
        Refusal no = onlyHost(by);
        if (no != null) {
            return no;
        }
        return facts().rest() == null
                ? new Outcome.Unchanged()
                : Outcome.moved(
                        with(facts().resting(null)), Happening.of("recording-resumed", "by", by, "reason", "asked"));
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
        if (isGoneFor(facts().desk(), bounds.deskLost(), now)) {
            return Transferred.from(this, "desk-lost", now);
        }
        if (isGoneFor(facts().booth(), bounds.boothLost(), now)) {
            return Ended.from(this, facts().boothMember(), "booth-lost", now);
        }
        List<Happening> happenings = new ArrayList<>();
        Facts after = facts();
        RecordingRest rest = facts().rest();
        if (rest != null && !now.isBefore(rest.until())) {
            after = after.resting(null);
            happenings.add(Happening.of("recording-resumed", "by", rest.by(), "reason", "time"));
        }
        for (Participant guest : facts().guests()) {
            Instant until = guest.invitedUntil();
            if (until != null && !now.isBefore(until)) {
                after = after.replacing(guest.gone());
                happenings.add(about("lapsed", guest));
            } else if (isGoneFor(guest, bounds.deskLost(), now)) {
                after = after.replacing(guest.gone());
                happenings.add(about("left", guest));
            }
        }
        return happenings.isEmpty() ? new Outcome.Unchanged() : Outcome.moved(with(after), happenings);
    }

    @Override
    default @Nullable Instant dueAt(Bounds bounds) {
        RecordingRest rest = facts().rest();
        Instant due = rest == null ? null : rest.until();
        for (Participant who : facts().present()) {
            due = Bounds.earlier(due, who.invitedUntil());
            Instant since = who.awaySince();
            if (since != null) {
                boolean isBooth = who.member().equals(facts().boothMember());
                due = Bounds.earlier(due, since.plus(isBooth ? bounds.boothLost() : bounds.deskLost()));
            }
        }
        return due;
    }

    /// A recording that is sealed while the meeting goes on was interrupted; the meeting does not care.
    @Override
    default Outcome seal(Happening sealed) {
        return note(sealed);
    }

    /// Why `by` may not do what only the desk that called may do; null: it may.
    default @Nullable Refusal onlyHost(MemberId by) {
        if (facts().find(by) == null) {
            return Refusal.CONSULTATION_NOT_FOUND;
        }
        return by.equals(facts().deskMember()) ? null : Refusal.FORBIDDEN;
    }

    private @Nullable Refusal onlyHostOrBooth(MemberId by) {
        return by.equals(facts().boothMember()) ? null : onlyHost(by);
    }

    private static boolean isGoneFor(Participant who, Duration bound, Instant now) {
        Instant since = who.awaySince();
        return since != null && !now.isBefore(since.plus(bound));
    }

    private static Happening about(String kind, Participant who) {
        return Happening.of(kind, "member", who.member(), "role", who.role());
    }
}
