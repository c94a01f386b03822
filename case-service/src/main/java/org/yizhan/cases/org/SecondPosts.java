package org.yizhan.cases.org;

import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.yizhan.platform.security.Actor;
import reactor.core.publisher.Mono;

/// Tells handlers what else the one who asks may act as. Comes after it is known who that is.
@Component
@Order(10)
class SecondPosts implements WebFilter {

    private final Organisation organisation;

    SecondPosts(Organisation organisation) {
        this.organisation = organisation;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(who -> who.map(a -> filter(exchange, chain, a)).orElseGet(() -> chain.filter(exchange)));
    }

    private Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain, Authentication authentication) {
        if (!(authentication.getPrincipal() instanceof Actor actor)) {
            return chain.filter(exchange);
        }
        var known = organisation.known(actor);
        if (known.equals(actor)) {
            return chain.filter(exchange);
        }
        var enriched = UsernamePasswordAuthenticationToken.authenticated(known, "", authentication.getAuthorities());
        return chain.filter(exchange).contextWrite(ReactiveSecurityContextHolder.withAuthentication(enriched));
    }
}
