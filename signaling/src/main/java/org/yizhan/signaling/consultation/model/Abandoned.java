package org.yizhan.signaling.consultation.model;

import java.time.Instant;

/// The resident did not come, or said no: the ticket is spent.
public record Abandoned(Facts facts, Instant endedAt, String reason) implements Over {

    static Outcome from(Consultation before, String reason, Instant now) {
        return Outcome.moved(
                new Abandoned(before.facts().settled(), now, reason), Happening.of("abandoned", "reason", reason));
    }

    @Override
    public Abandoned with(Facts other) {
        return new Abandoned(other, endedAt, reason);
    }

    @Override
    public String word() {
        return "abandoned";
    }
}
