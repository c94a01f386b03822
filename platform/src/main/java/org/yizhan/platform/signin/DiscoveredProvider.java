package org.yizhan.platform.signin;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/// The bureau's provider, which describes itself at `<issuer>/.well-known/openid-configuration`. Asked at the first
/// sign-in, so that a provider that is down does not keep us from starting.
@Component
@ConditionalOnProperty("yizhan.identity.issuer")
class DiscoveredProvider implements IdentityProviders {

    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private final IdentitySettings settings;
    private final String issuer;
    private final Mono<IdentityProvider> provider;

    DiscoveredProvider(IdentitySettings settings) {
        this.settings = settings;
        this.issuer = Objects.requireNonNull(settings.issuer());
        this.provider = WebClient.create()
                .get()
                .uri(issuer + "/.well-known/openid-configuration")
                .retrieve()
                .bodyToMono(new ParameterizedTypeReference<Map<String, Object>>() {})
                .timeout(ANSWERS_WITHIN)
                .map(this::read)
                .cache(_ -> REMEMBERED, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    @Override
    public Mono<IdentityProvider> current() {
        return provider;
    }

    private IdentityProvider read(Map<String, Object> metadata) {
        if (!issuer.equals(metadata.get("issuer"))) {
            throw new IllegalStateException("the identity provider at " + issuer + " names another issuer");
        }
        var client = ClientRegistration.withRegistrationId("yizhan")
                .issuerUri(issuer)
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .clientAuthenticationMethod(
                        settings.clientSecret().isEmpty()
                                ? ClientAuthenticationMethod.NONE
                                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}" + IdentityProvider.CALLBACK)
                .scope("openid", "profile")
                .authorizationUri(required(metadata, "authorization_endpoint"))
                .tokenUri(required(metadata, "token_endpoint"))
                .jwkSetUri(required(metadata, "jwks_uri"))
                .build();
        return new IdentityProvider(client, text(metadata, "device_authorization_endpoint"), null);
    }

    private static String required(Map<String, Object> metadata, String name) {
        return Objects.requireNonNull(text(metadata, name), name);
    }

    private static @Nullable String text(Map<String, Object> metadata, String name) {
        return metadata.get(name) instanceof String value ? value : null;
    }
}
