package org.yizhan.signaling.consultation.application;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.yizhan.platform.security.PartTokens;
import org.yizhan.protocol.bridge.MediaGrant;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import org.yizhan.signaling.consultation.model.Consultation;
import org.yizhan.signaling.consultation.model.Facts;
import org.yizhan.signaling.consultation.model.Happening;
import org.yizhan.signaling.consultation.model.Outcome;
import org.yizhan.signaling.consultation.model.Refusal;
import reactor.core.publisher.Mono;

/// Lets something without a page into a meeting: an encoder or document camera that sends (WHIP), a screen that shows
/// it
/// (WHEP). A member of staff who takes part asks for a token; that is on the time line.
@Component
public class Admitting {

    /// Time enough to carry the token to the device.
    private static final Duration LIFE = Duration.ofMinutes(5);

    /// Which way the media goes.
    public enum Way {
        WHIP,
        WHEP;

        public String word() {
            return this == WHIP ? "whip" : "whep";
        }
    }

    /// What the device is given.
    ///
    /// @param url where it POSTs its offer, on this host
    public record Pass(String token, String url, Instant expiresAt) {}

    private final Changing changing;
    private final PartTokens tokens;
    private final Clock clock;

    Admitting(Changing changing, PartTokens tokens, Clock clock) {
        this.changing = changing;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// @param subject who asks
    /// @param source  what an encoder's pictures are
    public Mono<Pass> admit(ConsultationId id, String subject, Way way, SourceKind source) {
        return changing.happen(id, consultation -> decide(consultation, subject, way, source))
                .then(Mono.fromSupplier(() -> new Pass(
                        tokens.issue(way.word(), new MediaGrant(id, source).text(), LIFE),
                        "/" + way.word() + "/" + id,
                        clock.instant().plus(LIFE))));
    }

    private static Outcome decide(Consultation consultation, String subject, Way way, SourceKind source) {
        Facts facts = consultation.facts();
        boolean takesPart = facts.present().stream()
                .anyMatch(who -> who.subject().equals(subject) && who.role() != Role.TERMINAL && facts.takesPart(who));
        if (!takesPart) {
            return Refusal.CONSULTATION_NOT_FOUND;
        }
        return consultation.isLive()
                ? consultation.note(Happening.of("media-token", "way", way.word(), "source", source))
                : Refusal.NOT_NOW;
    }
}
