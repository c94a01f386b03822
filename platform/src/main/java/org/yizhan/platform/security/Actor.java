package org.yizhan.platform.security;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;

/// Who is asking: a signed-in person, a terminal or a program.
///
/// @param subject stable account or terminal id; never shown to residents
/// @param name    how others see them
/// @param station where they belong; they see what lies at it or below
/// @param session identifies the sign-in, for sign-out and for the audit; not the cookie itself
/// @param posts   what else they may act as right now, as the part that keeps the organisation says
public record Actor(
        String subject, String name, Set<Role> roles, StationPath station, String session, List<Post> posts) {

    public Actor {
        roles = Set.copyOf(roles);
        posts = List.copyOf(posts);
    }

    public Actor(String subject, String name, Set<Role> roles, StationPath station, String session) {
        this(subject, name, roles, station, session, List.of());
    }

    /// A second place of work for a time: a secondment, or standing in for somebody on leave.
    ///
    /// @param via    names it, such as `secondment:<id>`
    /// @param behalf for whom they stand in; null for nobody
    public record Post(
            StationPath station,
            Set<Role> roles,
            Instant from,
            Instant until,
            String via,
            @Nullable String behalf) {

        public Post {
            roles = Set.copyOf(roles);
        }

        public boolean holdsAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /// The same one, with the posts they hold.
    public Actor with(List<Post> held) {
        return new Actor(subject, name, roles, station, session, held);
    }

    /// The same one, who belongs to another station.
    public Actor at(StationPath other) {
        return new Actor(subject, name, roles, other, session, posts);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /// Whether what belongs to `scope` is theirs to see.
    public boolean sees(StationPath scope) {
        return station.covers(scope) || posts.stream().anyMatch(p -> p.station().covers(scope));
    }
}
