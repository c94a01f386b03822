package org.yizhan.signaling.consultation.model;

import java.time.Instant;

/// It is over and its recording is sealed.
public record Sealed(Facts facts, Instant endedAt, String reason) implements Over {

    @Override
    public Sealed with(Facts other) {
        return new Sealed(other, endedAt, reason);
    }

    @Override
    public String word() {
        return "sealed";
    }
}
