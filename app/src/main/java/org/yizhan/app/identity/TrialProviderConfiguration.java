package org.yizhan.app.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.util.UriComponentsBuilder;
import org.yizhan.platform.security.Secrets;

/// The servlet context of the trial provider: plain Spring Security, nothing of Boot's.
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class TrialProviderConfiguration {

    /// Whom programs' tokens are made out to.
    static final String AUDIENCE = "yizhan";

    /// A name, not an address: browsers reach the provider under any.
    static final String ISSUER = "http://127.0.0.1/idp";

    @Bean
    SecurityFilterChain chain(HttpSecurity http, TrialDatabase database) throws Exception {
        var server = new OAuth2AuthorizationServerConfigurer();
        return http.with(server, TrialProviderConfiguration::endpoints)
                .authorizeHttpRequests(it -> it.requestMatchers("/sign-in", "/done", "/denied", "/wrong-code")
                        .permitAll()
                        .requestMatchers("/activate", "/approve", "/oauth2/device_verification")
                        .hasRole("ADMINISTRATOR")
                        .anyRequest()
                        .authenticated())
                .authenticationProvider(new TrialSignIn(database))
                .formLogin(it -> it.loginPage("/sign-in").failureUrl("/sign-in?wrong"))
                .exceptionHandling(it -> it.accessDeniedHandler(
                        (request, response, _) -> leave(request, response, "sign-in?administrators")))
                .requestCache(Customizer.<RequestCacheConfigurer<HttpSecurity>>withDefaults())
                .build();
    }

    private static void endpoints(OAuth2AuthorizationServerConfigurer server) {
        server.oidc(Customizer.withDefaults())
                .authorizationEndpoint(it -> it.authorizationResponseHandler(TrialProviderConfiguration::handOver))
                .deviceAuthorizationEndpoint(it -> it.verificationUri("/idp/activate"))
                .deviceVerificationEndpoint(it -> it.consentPage("/approve")
                        .deviceVerificationResponseHandler(
                                (request, response, _) -> leave(request, response, "../done"))
                        .errorResponseHandler((request, response, _) -> leave(
                                request,
                                response,
                                request.getMethod().equals("POST") ? "../denied" : "../wrong-code")));
    }

    /// Sends the browser back with its code and forgets that it was here: who signs out of the product must not be
    /// signed in again without a password.
    private static void handOver(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        var token = (OAuth2AuthorizationCodeRequestAuthenticationToken) authentication;
        var code = token.getAuthorizationCode();
        var back = UriComponentsBuilder.fromUriString(String.valueOf(token.getRedirectUri()))
                .queryParam("code", "{code}")
                .queryParam("state", "{state}")
                .encode()
                .buildAndExpand(code == null ? "" : code.getTokenValue(), String.valueOf(token.getState()))
                .toUriString();
        leave(request, response, back);
    }

    private static void leave(HttpServletRequest request, HttpServletResponse response, String there)
            throws IOException {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        response.sendRedirect(there);
    }

    @Bean
    RegisteredClientRepository clients(ClientSecret secret, TrialDatabase database) {
        return new TrialClients(new OwnClient(secret.value()), database);
    }

    /// A program's token is made out to this product, which asks for that.
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> audience() {
        return context -> {
            if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
                context.getClaims()
                        .audience(List.of(AUDIENCE))
                        .id(UUID.randomUUID().toString());
            }
        };
    }

    @Bean
    OAuth2AuthorizationService authorizations() {
        return new InMemoryOAuth2AuthorizationService();
    }

    @Bean
    OAuth2AuthorizationConsentService consents() {
        return new AskedEachTime();
    }

    @Bean
    JWKSource<SecurityContext> keys(RSAKey key) {
        return new ImmutableJWKSet<>(new JWKSet(key));
    }

    @Bean
    JwtDecoder tokens(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    AuthorizationServerSettings settings() {
        return AuthorizationServerSettings.builder().issuer(ISSUER).build();
    }

    @Bean
    PasswordEncoder clientSecrets() {
        return new RandomSecrets();
    }

    /// What this process calls itself by at the provider; new at each start.
    record ClientSecret(String value) {}

    /// For secrets that nobody can guess and nothing keeps: no slow hash is needed. Programs have one that is kept,
    /// hashed
    /// slowly; people's passwords are another matter ([TrialSignIn]).
    private static final class RandomSecrets implements PasswordEncoder {

        private final BCryptPasswordEncoder programs = new BCryptPasswordEncoder();

        @Override
        public String encode(@Nullable CharSequence secret) {
            return String.valueOf(secret);
        }

        @Override
        public boolean matches(@Nullable CharSequence presented, @Nullable String secret) {
            if (secret != null && secret.startsWith("$2")) {
                return presented != null && presented.length() <= 72 && programs.matches(presented, secret);
            }
            return Secrets.same(String.valueOf(presented), String.valueOf(secret));
        }
    }
}
