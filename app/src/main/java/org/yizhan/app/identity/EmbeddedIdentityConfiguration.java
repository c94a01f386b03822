package org.yizhan.app.identity;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.platform.r2dbc.Connections;
import org.yizhan.platform.r2dbc.DatabaseSettings;

/// The trial sign-in of this machine, when no `yizhan.identity.issuer` is configured. Belongs into the process that
/// serves the pages.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "yizhan.identity.issuer", matchIfMissing = true, havingValue = "none")
public class EmbeddedIdentityConfiguration {

    /// @param migrated the accounts' tables are there
    @Bean
    TrialProvider trialProvider(
            DatabaseSettings settings,
            Connections migrated,
            @Value("${yizhan.data:}") String data,
            @Value("${yizhan.demo:false}") boolean demo) {
        var database = new TrialDatabase(settings.jdbcUrl(), settings.user(), settings.password());
        return new TrialProvider(database, data.isBlank() ? null : Path.of(data), demo);
    }

    @Bean
    IdentityForwarder identityForwarder(TrialProvider provider) {
        return new IdentityForwarder(provider);
    }
}
