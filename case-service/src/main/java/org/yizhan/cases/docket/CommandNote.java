package org.yizhan.cases.docket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// That a command was carried out and what it answered, for those who send it again.
///
/// @param key      the command's idempotency key
/// @param bodyHash keyed hash of the request
/// @param location where what it made is found; null for nothing made
/// @param answer   encrypted
public record CommandNote(
        String subject,
        String key,
        String route,
        byte[] bodyHash,
        int status,
        @Nullable String location,
        byte[] answer,
        Instant at) {}
