package org.yizhan.platform.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Objects;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Checks tokens of the provider's: signature, issuer, times.
@Component
class ProviderTokens {

    private final Cache<ClientRegistration, ReactiveJwtDecoder> byClient =
            Caffeine.newBuilder().maximumSize(4).build();

    Mono<Jwt> decode(ClientRegistration client, String token) {
        return byClient.get(client, ProviderTokens::decoder).decode(token);
    }

    private static ReactiveJwtDecoder decoder(ClientRegistration client) {
        var details = client.getProviderDetails();
        var decoder = NimbusReactiveJwtDecoder.withJwkSetUri(Objects.requireNonNull(details.getJwkSetUri()))
                // access tokens say `at+jwt`, older providers `JWT`; the issuer and the keys tell whose they are
                .validateType(false)
                .build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(Objects.requireNonNull(details.getIssuerUri())));
        return decoder;
    }
}
