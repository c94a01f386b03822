package org.yizhan.platform.security;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Who is asking, in a handler.
public final class CurrentActor {

    private CurrentActor() {}

    /// Fails with `not-signed-in` when nobody is.
    public static Mono<Actor> get() {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .mapNotNull(Authentication::getPrincipal)
                .ofType(Actor.class)
                .switchIfEmpty(Mono.error(() -> new ProblemException(Problems.NOT_SIGNED_IN)));
    }

    /// Fails with `forbidden` when they are none of these.
    public static Mono<Actor> get(Role... oneOf) {
        return get().filter(actor -> hasOneOf(actor, oneOf))
                .switchIfEmpty(Mono.error(() -> new ProblemException(Problems.FORBIDDEN)));
    }

    private static boolean hasOneOf(Actor actor, Role... wanted) {
        for (var role : wanted) {
            if (actor.is(role)) {
                return true;
            }
        }
        return false;
    }
}
