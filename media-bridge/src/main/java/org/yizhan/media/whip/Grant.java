package org.yizhan.media.whip;

import java.util.Optional;
import org.yizhan.platform.security.PartTokens;
import org.yizhan.protocol.bridge.MediaGrant;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;

/// Reads bearer tokens.
final class Grant {

    private static final String BEARER = "Bearer ";

    private Grant() {}

    /// The token in an Authorization header; empty for none.
    static String token(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }

    /// What its bearer's pictures are; empty when the token is not for this direction and consultation.
    static Optional<SourceKind> read(
            PartTokens tokens, Direction direction, ConsultationId consultation, String token) {
        return tokens.read(direction.word(), token)
                .flatMap(MediaGrant::read)
                .filter(grant -> grant.consultation().equals(consultation))
                .map(MediaGrant::source);
    }
}
