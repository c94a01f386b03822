package org.yizhan.signaling.consultation.model;

import java.time.Instant;

/// Nobody said yes yet: the booth rings.
public record Offered(Facts facts, Instant expiresAt) implements Calling {

    /// A desk calls the holder of a ticket.
    public static Outcome.Moved call(Facts facts, Instant expiresAt) {
        return Outcome.moved(
                new Offered(facts, expiresAt),
                Happening.of(
                        "offered", "ticket", facts.ticket(), "desk", facts.deskMember(), "booth", facts.boothMember()));
    }

    @Override
    public Offered with(Facts other) {
        return new Offered(other, expiresAt);
    }

    @Override
    public String word() {
        return "offered";
    }
}
