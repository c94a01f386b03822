package org.yizhan.signaling.consultation.model;

import java.time.Instant;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// What calling and meeting have in common: sockets that come and go, sources that go on and off.
final class Presences {

    private Presences() {}

    static Outcome lost(Consultation consultation, MemberId member, Instant now) {
        Participant who = consultation.facts().find(member);
        // A guest who has not answered is not missed; the invitation lapses.
        if (who == null || who.left() || who.awaySince() != null || who.invitedUntil() != null) {
            return new Outcome.Unchanged();
        }
        return Outcome.moved(
                consultation.with(consultation.facts().replacing(who.away(now))),
                Happening.of("away", "member", member));
    }

    static Outcome returned(Consultation consultation, MemberId member) {
        Participant who = consultation.facts().find(member);
        if (who == null || who.left() || who.awaySince() == null) {
            return new Outcome.Unchanged();
        }
        return Outcome.moved(
                consultation.with(consultation.facts().replacing(who.back())),
                Happening.of("returned", "member", member));
    }

    static Outcome source(Consultation consultation, MemberId by, SourceKind source, boolean on) {
        Participant who = consultation.facts().find(by);
        if (who == null || who.left()) {
            return Refusal.CONSULTATION_NOT_FOUND;
        }
        if (who.sources().contains(source) == on) {
            return new Outcome.Unchanged();
        }
        return Outcome.moved(
                consultation.with(consultation.facts().replacing(who.sending(source, on))),
                Happening.of("source", "member", by, "source", source, "on", on));
    }
}
