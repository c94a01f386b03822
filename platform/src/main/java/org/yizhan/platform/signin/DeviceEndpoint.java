package org.yizhan.platform.signin;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.BodyInserters.FormInserter;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/// The provider's side of the device grant (RFC 8628), spoken from our server.
@Component
class DeviceEndpoint {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private final WebClient web = WebClient.create();

    /// What the provider answers to a new grant.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Started(
            @JsonProperty("device_code") String deviceCode,
            @JsonProperty("user_code") String userCode,
            @JsonProperty("verification_uri") String verificationUri,

            @JsonProperty("verification_uri_complete") @Nullable
            String verificationUriComplete,

            @JsonProperty("expires_in") long expiresIn,
            @JsonProperty("interval") @Nullable Long interval) {}

    /// What the provider answers when it is asked how things stand: a token or why there is none yet.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(
            @JsonProperty("access_token") @Nullable String accessToken,
            @JsonProperty("id_token") @Nullable String idToken,
            @JsonProperty("error") @Nullable String error) {}

    Mono<Started> start(IdentityProvider provider) {
        var form = BodyInserters.fromFormData("scope", "profile");
        return post(provider.client(), Objects.requireNonNull(provider.deviceUri()), form)
                .retrieve()
                .bodyToMono(Started.class)
                .timeout(ANSWERS_WITHIN);
    }

    Mono<Answer> ask(IdentityProvider provider, String deviceCode) {
        var form = BodyInserters.fromFormData("grant_type", GRANT).with("device_code", deviceCode);
        return post(provider.client(), provider.client().getProviderDetails().getTokenUri(), form)
                .exchangeToMono(response -> response.bodyToMono(Answer.class))
                .timeout(ANSWERS_WITHIN);
    }

    private WebClient.RequestHeadersSpec<?> post(ClientRegistration client, String uri, FormInserter<String> form) {
        var request = web.post().uri(uri);
        if (client.getClientAuthenticationMethod().equals(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)) {
            request.headers(it -> it.setBasicAuth(client.getClientId(), client.getClientSecret()));
        }
        return request.body(form.with("client_id", client.getClientId()));
    }
}
