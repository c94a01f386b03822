package org.yizhan.cases.docket;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.Role;

/// Which cases an actor sees, as a condition inside the query itself: no row of others ever leaves the database.
///
/// People of the bureau see what belongs at or below their station. A booth sees what it opened in its present sitting.
/// A program sees what it filed. Administrators see no cases.
public final class Visibility {

    private static final Set<Role> READERS =
            Set.of(Role.CLERK, Role.OFFICER, Role.DUTY_LEADER, Role.SUPERVISOR, Role.AUDITOR);

    private final Actor actor;
    private final Instant now;

    public Visibility(Actor actor, Instant now) {
        this.actor = actor;
        this.now = now;
    }

    /// To stand in a `WHERE`, with the table's alias being `f`.
    public String condition() {
        if (actor.is(Role.TERMINAL)) {
            return "f.terminal = :actor AND f.sitting_until > :now";
        }
        if (isProgram()) {
            return "f.opened_by = :actor AND f.channel = 'api' AND f.scope <@ CAST(:under AS ltree)";
        }
        if (!reads(actor)) {
            return "false";
        }
        // Only who has a second post pays for the second condition.
        return actor.posts().isEmpty()
                ? "f.scope <@ CAST(:actor AS ltree)"
                : "(f.scope <@ CAST(:actor AS ltree) OR f.scope <@ ANY(CAST(:posts AS ltree[])))";
    }

    /// The one place of the tree at and below which the actor sees all cases; empty when it takes more than
    /// that to tell what they see.
    Optional<String> subtree() {
        return actor.is(Role.TERMINAL)
                        || isProgram()
                        || !reads(actor)
                        || !actor.posts().isEmpty()
                ? Optional.empty()
                : Optional.of(actor.station().value());
    }

    public GenericExecuteSpec bind(GenericExecuteSpec query) {
        if (actor.is(Role.TERMINAL)) {
            return query.bind("actor", actor.subject()).bind("now", now);
        }
        if (isProgram()) {
            return query.bind("actor", actor.subject())
                    .bind("under", actor.station().value());
        }
        if (!reads(actor)) {
            return query;
        }
        var bound = query.bind("actor", actor.station().value());
        var posts = actor.posts().stream().map(p -> p.station().value()).toArray(String[]::new);
        return posts.length == 0 ? bound : bound.bind("posts", posts);
    }

    /// Whether the actor reads the cases of their station.
    public static boolean reads(Actor actor) {
        return actor.roles().stream().anyMatch(READERS::contains);
    }

    private boolean isProgram() {
        return actor.is(Role.PROGRAM) && !reads(actor);
    }

    /// Whether the actor handles cases and so reads names and numbers in full.
    public static boolean handles(Actor actor) {
        return actor.is(Role.CLERK) || actor.is(Role.OFFICER);
    }
}
