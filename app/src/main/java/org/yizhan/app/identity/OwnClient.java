package org.yizhan.app.identity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.yizhan.platform.signin.IdentityProvider;

/// The only client of the trial provider: this product. Its redirect address is our callback under whatever name the
/// browser reached us by, so it follows the request: a browser is never sent to another host than the one it came from.
final class OwnClient implements RegisteredClientRepository {

    static final String ID = "yizhan";

    private final RegisteredClient client;

    OwnClient(String secret) {
        this.client = RegisteredClient.withId(ID)
                .clientId(ID)
                .clientSecret(secret)
                .clientName("驿站 Yizhan")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.DEVICE_CODE)
                .redirectUri("http://127.0.0.1" + IdentityProvider.CALLBACK)
                .scope("openid")
                .scope("profile")
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .authorizationCodeTimeToLive(Duration.ofMinutes(2))
                        .accessTokenTimeToLive(Duration.ofMinutes(5))
                        .deviceCodeTimeToLive(Duration.ofMinutes(10))
                        .build())
                .build();
    }

    @Override
    public void save(RegisteredClient other) {
        throw new UnsupportedOperationException("the trial provider has one client");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return ID.equals(id) ? here() : null;
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return ID.equals(clientId) ? here() : null;
    }

    private RegisteredClient here() {
        var origin = PublicOrigin.current();
        return origin == null
                ? client
                : RegisteredClient.from(client)
                        .redirectUris(uris -> {
                            uris.clear();
                            uris.add(origin + IdentityProvider.CALLBACK);
                        })
                        .build();
    }
}
