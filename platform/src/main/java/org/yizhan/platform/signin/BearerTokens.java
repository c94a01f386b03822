package org.yizhan.platform.signin;

import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.TokenReader;
import reactor.core.publisher.Mono;

/// Programs and their tokens: made out to us by the identity provider, for somebody whom we know.
@Component
class BearerTokens implements TokenReader {

    private final ObjectProvider<IdentityProviders> providers;
    private final ProviderTokens tokens;
    private final Accounts accounts;
    private final IdentitySettings settings;

    BearerTokens(
            ObjectProvider<IdentityProviders> providers,
            ProviderTokens tokens,
            Accounts accounts,
            IdentitySettings settings) {
        this.providers = providers;
        this.tokens = tokens;
        this.accounts = accounts;
        this.settings = settings;
    }

    @Override
    public Mono<Actor> read(String token) {
        var here = providers.getIfAvailable();
        return here == null ? Mono.empty() : here.current().flatMap(it -> actor(it, token));
    }

    private Mono<Actor> actor(IdentityProvider provider, String token) {
        return tokens.decode(provider.client(), token)
                .onErrorMap(JwtException.class, error -> new InvalidBearerTokenException("not to be trusted", error))
                .filter(this::madeOutToUs)
                .flatMap(jwt -> accounts.person(jwt.getClaims())
                        .map(person -> new Actor(
                                person.subject(), person.name(), person.roles(), person.station(), session(jwt))))
                .switchIfEmpty(Mono.error(() -> new InvalidBearerTokenException("not made out to us, or unknown")));
    }

    private boolean madeOutToUs(Jwt token) {
        var audience = token.getAudience();
        return audience != null && audience.contains(settings.audience());
    }

    private static String session(Jwt token) {
        return "token:" + Objects.requireNonNullElse(token.getId(), String.valueOf(token.getIssuedAt()));
    }
}
