package org.yizhan.signaling.consultation.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yizhan.signaling.consultation.model.Abandoned;
import org.yizhan.signaling.consultation.model.Calling;
import org.yizhan.signaling.consultation.model.Connecting;
import org.yizhan.signaling.consultation.model.Consultation;
import org.yizhan.signaling.consultation.model.Ended;
import org.yizhan.signaling.consultation.model.Facts;
import org.yizhan.signaling.consultation.model.Held;
import org.yizhan.signaling.consultation.model.Live;
import org.yizhan.signaling.consultation.model.Offered;
import org.yizhan.signaling.consultation.model.Over;
import org.yizhan.signaling.consultation.model.Sealed;
import org.yizhan.signaling.consultation.model.Transferred;

/// States as columns, and back.
final class States {

    private States() {}

    static Consultation of(
            String word, Facts facts, @Nullable Instant expiresAt, @Nullable Instant endedAt, @Nullable String reason) {
        return switch (word) {
            case "offered" -> new Offered(facts, requireNonNull(expiresAt));
            case "connecting" -> new Connecting(facts, requireNonNull(expiresAt));
            case "live" -> new Live(facts);
            case "held" -> new Held(facts);
            case "ended" -> new Ended(facts, requireNonNull(endedAt), requireNonNull(reason));
            case "sealed" -> new Sealed(facts, requireNonNull(endedAt), requireNonNull(reason));
            case "abandoned" -> new Abandoned(facts, requireNonNull(endedAt), requireNonNull(reason));
            case "transferred" -> new Transferred(facts, requireNonNull(endedAt), requireNonNull(reason));
            default -> throw new IllegalStateException("no state of a consultation: " + word);
        };
    }

    static @Nullable Instant expiresAt(Consultation consultation) {
        return consultation instanceof Calling calling ? calling.expiresAt() : null;
    }

    static @Nullable Instant endedAt(Consultation consultation) {
        return consultation instanceof Over over ? over.endedAt() : null;
    }

    static @Nullable String reason(Consultation consultation) {
        return consultation instanceof Over over ? over.reason() : null;
    }
}
