package org.yizhan.platform.security;

import java.util.Set;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// Who is asking: a signed-in person, a terminal or a program.
///
/// @param subject stable account or terminal id; never shown to residents
/// @param name    how others see them
/// @param station where they belong; they see what lies at it or below
/// @param session identifies the sign-in, for sign-out and for the audit; not the cookie itself
public record Actor(String subject, String name, Set<Role> roles, StationPath station, String session) {

    public Actor {
        roles = Set.copyOf(roles);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /// Whether what belongs to `scope` is theirs to see.
    public boolean sees(StationPath scope) {
        return station.covers(scope);
    }
}
