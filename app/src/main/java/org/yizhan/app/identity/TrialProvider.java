package org.yizhan.app.identity;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.yizhan.platform.signin.IdentityProvider;
import org.yizhan.platform.signin.IdentityProviders;
import reactor.core.publisher.Mono;

/// The trial provider as the rest of the product sees it. Starts beside the product's own start; who asks earlier
/// waits.
final class TrialProvider implements IdentityProviders, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrialProvider.class);

    private final CompletableFuture<TrialServer> server = new CompletableFuture<>();

    TrialProvider(TrialDatabase database, @Nullable Path folder, boolean demo) {
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        Thread.ofPlatform().name("identity-start").daemon().start(() -> {
            try {
                if (demo) {
                    DemoAccounts.load(database);
                }
                server.complete(
                        TrialServer.start(database, folder, HexFormat.of().formatHex(secret)));
            } catch (RuntimeException e) {
                LOG.error("nobody can sign in: the trial identity provider did not start", e);
                server.completeExceptionally(e);
            }
        });
    }

    Mono<Integer> port() {
        return Mono.fromFuture(server, true).map(TrialServer::port);
    }

    @Override
    public Mono<IdentityProvider> current() {
        return Mono.fromFuture(server, true).map(TrialProvider::describe);
    }

    @Override
    public void close() {
        server.thenAccept(TrialServer::close).join();
    }

    /// Browsers come through our public port; our server asks the loopback port itself.
    private static IdentityProvider describe(TrialServer server) {
        var here = "http://127.0.0.1:" + server.port() + TrialServer.PATH;
        var client = ClientRegistration.withRegistrationId("trial")
                .issuerUri(TrialProviderConfiguration.ISSUER)
                .clientId(OwnClient.ID)
                .clientSecret(server.secret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}" + IdentityProvider.CALLBACK)
                .scope("openid", "profile")
                .authorizationUri(TrialServer.PATH + "/oauth2/authorize")
                .tokenUri(here + "/oauth2/token")
                .jwkSetUri(here + "/oauth2/jwks")
                .build();
        return new IdentityProvider(client, here + "/oauth2/device_authorization", TrialServer.PATH + "/activate");
    }
}
