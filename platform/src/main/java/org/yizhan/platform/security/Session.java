package org.yizhan.platform.security;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// One sign-in of a person or a terminal, as the database keeps it.
record Session(
        UUID id,
        String subject,
        String name,
        Set<Role> roles,
        StationPath station,
        SessionKind kind,
        Instant created,
        Instant lastSeen,
        Instant expires) {

    Actor actor() {
        return new Actor(subject, name, roles, station, id.toString());
    }

    boolean hasExpired(Instant now) {
        return !expires.isAfter(now);
    }

    /// Prolonged by being used; null while the last prolongation is too recent to be worth a write.
    @Nullable
    Instant prolonged(Instant now) {
        return lastSeen.plus(SessionKind.NOTED_EVERY).isAfter(now) ? null : now.plus(kind.lifetime());
    }
}
