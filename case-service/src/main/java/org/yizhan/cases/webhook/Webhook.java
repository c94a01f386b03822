package org.yizhan.cases.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.StationPath;

/// Somebody who wants to be told.
///
/// @param station cases of this station and below
/// @param program only those that it filed; null for all
record Webhook(
        UUID id,
        String url,
        byte[] secret,
        StationPath station,
        @Nullable String program,
        String madeBy,
        Instant madeAt) {

    /// What the secret's ciphertext is bound to.
    static final String SECRET = "webhook.secret";
}
