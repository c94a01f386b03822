package org.yizhan.protocol.bridge;

import java.util.Optional;
import org.yizhan.protocol.id.ConsultationId;

/// What a token for WHIP or WHEP says, in the form `consultation source`.
///
/// @param source what an encoder sends; of no meaning for a viewer
public record MediaGrant(ConsultationId consultation, SourceKind source) {

    public String text() {
        return consultation + " " + source.wire();
    }

    public static Optional<MediaGrant> read(String text) {
        String[] words = text.split(" ");
        if (words.length != 2) {
            return Optional.empty();
        }
        for (SourceKind kind : SourceKind.values()) {
            if (kind.wire().equals(words[1])) {
                try {
                    return Optional.of(new MediaGrant(ConsultationId.of(words[0]), kind));
                } catch (IllegalArgumentException _) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
