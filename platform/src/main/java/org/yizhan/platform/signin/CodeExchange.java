package org.yizhan.platform.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.ReactiveOidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Exchanges an authorisation code for the provider's word on who signed in, and checks that word: signature, issuer,
/// audience, times, nonce.
@Component
class CodeExchange {

    private final WebClientReactiveAuthorizationCodeTokenResponseClient tokens =
            new WebClientReactiveAuthorizationCodeTokenResponseClient();
    private final ReactiveOidcIdTokenDecoderFactory decoders = new ReactiveOidcIdTokenDecoderFactory();
    private final Cache<ClientRegistration, ReactiveJwtDecoder> byClient =
            Caffeine.newBuilder().maximumSize(4).build();

    Mono<Jwt> exchange(ClientRegistration client, String state, Pending pending, String code) {
        var request = OAuth2AuthorizationRequest.authorizationCode()
                .clientId(client.getClientId())
                .authorizationUri(IdentityProvider.authorizationUri(client))
                .redirectUri(pending.redirectUri())
                .state(state)
                .attributes(Map.of(PkceParameterNames.CODE_VERIFIER, pending.verifier()))
                .build();
        var response = OAuth2AuthorizationResponse.success(code)
                .redirectUri(pending.redirectUri())
                .state(state)
                .build();
        var grant = new OAuth2AuthorizationCodeGrantRequest(client, new OAuth2AuthorizationExchange(request, response));
        return tokens.getTokenResponse(grant)
                .map(CodeExchange::idToken)
                .flatMap(token -> decoder(client).decode(token))
                .filter(token -> pending.nonce().equals(token.getClaimAsString("nonce")))
                .switchIfEmpty(Mono.error(() -> refused("nonce")));
    }

    private ReactiveJwtDecoder decoder(ClientRegistration client) {
        return byClient.get(client, decoders::createDecoder);
    }

    private static String idToken(OAuth2AccessTokenResponse response) {
        if (response.getAdditionalParameters().get("id_token") instanceof String token) {
            return token;
        }
        throw refused("no id_token");
    }

    private static OAuth2AuthenticationException refused(String why) {
        return new OAuth2AuthenticationException(new OAuth2Error("invalid_id_token", why, null));
    }
}
