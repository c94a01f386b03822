package org.yizhan.signaling.consultation.model;

import java.time.Instant;

/// The desk did not take it, or was lost: the ticket waits at the front of the queue again.
public record Transferred(Facts facts, Instant endedAt, String reason) implements Over {

    static Outcome from(Consultation before, String reason, Instant now) {
        return Outcome.moved(
                new Transferred(before.facts().settled(), now, reason), Happening.of("transferred", "reason", reason));
    }

    @Override
    public Transferred with(Facts other) {
        return new Transferred(other, endedAt, reason);
    }

    @Override
    public String word() {
        return "transferred";
    }
}
