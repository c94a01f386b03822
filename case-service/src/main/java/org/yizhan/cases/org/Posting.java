package org.yizhan.cases.org;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// A second place of work between two moments.
///
/// @param kind   `secondment` or `substitution`
/// @param behalf for whom they stand in; null of a secondment
/// @param until  the first moment at which it holds no more
public record Posting(
        UUID id,
        String kind,
        String subject,
        StationPath station,
        Set<Role> roles,
        @Nullable String behalf,
        Instant from,
        Instant until) {

    static final String SECONDMENT = "secondment";
    static final String SUBSTITUTION = "substitution";

    Actor.Post post() {
        return new Actor.Post(station, roles, from, until, kind + ":" + id, behalf);
    }
}
