package org.yizhan.platform.security;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Knows the actor of a request: a browser by its session cookie, a program by its bearer token. Who presents a token
/// is judged by the token alone. Sessions begin and end elsewhere, so nothing is saved here.
@Component
class SessionContext implements ServerSecurityContextRepository {

    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final ObjectProvider<TokenReader> tokens;

    SessionContext(Sessions sessions, ObjectProvider<TokenReader> tokens) {
        this.sessions = sessions;
        this.tokens = tokens;
    }

    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        return actor(exchange).map(ActorAuthentication::new).map(SecurityContextImpl::new);
    }

    @Override
    public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
        return Mono.empty();
    }

    private Mono<Actor> actor(ServerWebExchange exchange) {
        var path = exchange.getRequest().getPath().value();
        var authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.startsWith(BEARER) && path.startsWith("/api/")) {
            var reader = tokens.getIfAvailable();
            return reader == null ? Mono.empty() : reader.read(authorization.substring(BEARER.length()));
        }
        return Mono.justOrEmpty(SessionCookie.read(exchange)).flatMap(sessions::find);
    }
}
