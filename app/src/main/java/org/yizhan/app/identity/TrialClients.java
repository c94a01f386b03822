package org.yizhan.app.identity;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/// Whom the trial provider gives tokens to: this product, and the programs among the accounts, whose names begin with
/// [#PREFIX]. A program signs in with its account's password as its secret and gets a token for ten minutes.
final class TrialClients implements RegisteredClientRepository {

    static final String PREFIX = "program-";

    private static final Duration TOKEN_LASTS = Duration.ofMinutes(10);

    private final OwnClient own;
    private final TrialDatabase database;

    TrialClients(OwnClient own, TrialDatabase database) {
        this.own = own;
        this.database = database;
    }

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("programs are accounts");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return id.startsWith(PREFIX) ? program(id) : own.findById(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return clientId.startsWith(PREFIX) ? program(clientId) : own.findByClientId(clientId);
    }

    private @Nullable RegisteredClient program(String id) {
        Optional<TrialDatabase.Account> account = database.account(id);
        return account.map(known -> RegisteredClient.withId(id)
                        .clientId(id)
                        .clientSecret(known.hash())
                        .clientName(known.name())
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .tokenSettings(TokenSettings.builder()
                                .accessTokenTimeToLive(TOKEN_LASTS)
                                .build())
                        .build())
                .orElse(null);
    }
}
