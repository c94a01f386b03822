package org.yizhan.signaling.consultation.model;

import java.time.Instant;
import org.yizhan.protocol.id.MemberId;

/// They met, and it is over.
public record Ended(Facts facts, Instant endedAt, String reason) implements Over {

    static Outcome from(Meeting meeting, MemberId by, String reason, Instant now) {
        return Outcome.moved(
                new Ended(meeting.facts().settled(), now, reason), Happening.of("ended", "by", by, "reason", reason));
    }

    @Override
    public Ended with(Facts other) {
        return new Ended(other, endedAt, reason);
    }

    @Override
    public String word() {
        return "ended";
    }

    @Override
    public Outcome seal(Happening sealed) {
        return Outcome.moved(new Sealed(facts, endedAt, reason), sealed);
    }
}
