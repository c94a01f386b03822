package org.yizhan.signaling.consultation.model;

import java.time.Instant;

/// One of the two said yes.
public record Connecting(Facts facts, Instant expiresAt) implements Calling {

    @Override
    public Connecting with(Facts other) {
        return new Connecting(other, expiresAt);
    }

    @Override
    public String word() {
        return "connecting";
    }
}
