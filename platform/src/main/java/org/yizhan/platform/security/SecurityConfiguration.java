package org.yizhan.platform.security;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.yizhan.platform.problem.ProblemWriter;
import org.yizhan.platform.problem.Problems;
import reactor.core.publisher.Mono;

/// What needs a session, what needs the parts' secret, and what is open.
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

    @Bean
    PartSecret partSecret(@Value("${yizhan.parts.secret:}") String word, @Value("${yizhan.data:}") String data) {
        return PartSecret.of(word, data);
    }

    @Bean
    PartTokens partTokens(PartSecret secret, Clock clock) {
        return new PartTokens(secret, clock);
    }

    /// Our own filters take the place of what is switched off: [SameOrigin] of CSRF tokens, [SecurityHeaders] of
    /// headers.
    @Bean
    SecurityWebFilterChain securityChain(
            ServerHttpSecurity http, SessionContext sessions, PartSecret secret, ProblemWriter problems) {
        return http.securityContextRepository(sessions)
                .csrf(CsrfSpec::disable)
                .headers(HeaderSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .formLogin(FormLoginSpec::disable)
                .logout(LogoutSpec::disable)
                .requestCache(RequestCacheSpec::disable)
                .exceptionHandling(it -> it.authenticationEntryPoint(
                                (exchange, _) -> problems.write(exchange, Problems.NOT_SIGNED_IN))
                        .accessDeniedHandler((exchange, _) -> problems.write(exchange, Problems.FORBIDDEN)))
                .authorizeExchange(it -> rules(it, secret))
                .build();
    }

    /// Addresses that no page of ours makes (an encoded semicolon, a line break) are refused before any rule is asked;
    /// without this the answer would be empty.
    @Bean
    ServerExchangeRejectedHandler rejectedAddresses(ProblemWriter problems) {
        return (exchange, _) -> problems.write(exchange, Problems.BAD_REQUEST);
    }

    private static void rules(AuthorizeExchangeSpec exchanges, PartSecret secret) {
        exchanges
                .pathMatchers("/internal/**", "/actuator/metrics/**", "/actuator/prometheus")
                .access((_, request) -> Mono.fromSupplier(() -> new AuthorizationDecision(
                        secret.isIn(request.getExchange().getRequest().getHeaders()))))
                .pathMatchers("/api/**", "/ws/**", "/v3/api-docs/**")
                .authenticated()
                .anyExchange()
                .permitAll();
    }
}
