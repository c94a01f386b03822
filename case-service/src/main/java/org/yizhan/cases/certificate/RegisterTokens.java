package org.yizhan.cases.certificate;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.yizhan.cases.settings.CertificateSettings;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Tokens by client credentials (RFC 6749 § 4.4), each used until shortly before its end.
final class RegisterTokens {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Without `expires_in` a token is used this long.
    private static final int USUAL_S = 60;

    /// A token is given up before its end: it still has to travel.
    private static final Duration EARLY = Duration.ofSeconds(10);

    private record Token(String value, Instant until) {}

    private final CertificateSettings settings;
    private final WebClient web;
    private final Clock clock;
    private final AtomicReference<@Nullable Token> kept = new AtomicReference<>();

    RegisterTokens(CertificateSettings settings, WebClient web, Clock clock) {
        this.settings = settings;
        this.web = web;
        this.clock = clock;
    }

    Mono<String> get() {
        return Mono.defer(() -> {
            var token = kept.get();
            return token != null && token.until().isAfter(clock.instant())
                    ? Mono.just(token.value())
                    : fetch().doOnNext(kept::set).map(Token::value);
        });
    }

    /// The register did not take it.
    void forget() {
        kept.set(null);
    }

    private Mono<Token> fetch() {
        return web.post()
                .uri(URI.create(settings.tokenUrl()))
                .headers(
                        headers -> headers.setBasicAuth(encoded(settings.clientId()), encoded(settings.clientSecret())))
                .accept(MediaType.APPLICATION_JSON)
                .body(BodyInserters.fromFormData("grant_type", "client_credentials"))
                .retrieve()
                .bodyToMono(byte[].class)
                .map(this::read);
    }

    /// As RFC 6749 § 2.3.1 wants it.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Token read(byte[] body) {
        var answer = JSON.readTree(body);
        var value = answer.path("access_token").asString("");
        if (value.isBlank()) {
            throw new IllegalStateException("gave no token");
        }
        var life = Duration.ofSeconds(answer.path("expires_in").asLong(USUAL_S));
        return new Token(value, clock.instant().plus(life).minus(EARLY));
    }
}
