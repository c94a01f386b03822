package org.yizhan.cases.certificate;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.cases.settings.CertificateSettings;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// A register behind HTTP, as `docs/papers.md` describes it. After an outage it is left in peace for
/// [#REST], so that nobody waits for it twice.
@Component
class HttpRegister implements CertificateRegister {

    private static final Logger LOG = LoggerFactory.getLogger(HttpRegister.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Token and answer together: somebody sits at the window meanwhile.
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final Duration REST = Duration.ofSeconds(30);
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_TEXT = 200;

    private final CertificateSettings settings;
    private final CaseSettings bureau;
    private final Clock clock;
    private final WebClient web;
    private final RegisterTokens tokens;
    private volatile Instant restsUntil = Instant.MIN;

    /// @throws IllegalStateException when what is configured would send numbers of people over an open line
    HttpRegister(CertificateSettings settings, CaseSettings bureau, Clock clock) {
        this.settings = settings;
        this.bureau = bureau;
        this.clock = clock;
        web = WebClient.builder()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                .build();
        tokens = new RegisterTokens(settings, web, clock);
        if (isThere()) {
            requireSafe("url", settings.url());
            requireSafe("token-url", settings.tokenUrl());
            if (settings.clientId().isBlank() || settings.clientSecret().isBlank()) {
                throw new IllegalStateException(
                        "yizhan.cases.certificates needs client-id and client-secret beside its url");
            }
        }
    }

    private static void requireSafe(String what, String url) {
        var address = URI.create(url);
        var host = String.valueOf(address.getHost());
        var near = host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
        if (!"https".equals(address.getScheme()) && !("http".equals(address.getScheme()) && near)) {
            throw new IllegalStateException("yizhan.cases.certificates." + what + " must begin with https://");
        }
    }

    @Override
    public boolean isThere() {
        return !settings.url().isBlank();
    }

    @Override
    public String name() {
        return settings.name().isBlank()
                ? String.valueOf(URI.create(settings.url()).getHost())
                : settings.name();
    }

    @Override
    public Mono<CertificateAnswer> ask(CertificateQuestion question) {
        if (!isThere() || clock.instant().isBefore(restsUntil)) {
            return Mono.just(new CertificateAnswer.Unavailable("is left in peace after an outage"));
        }
        return send(question)
                .filter(raw -> raw.status() != UNAUTHORIZED)
                .switchIfEmpty(Mono.defer(() -> {
                    tokens.forget();
                    return send(question);
                }))
                .map(raw -> read(question, raw))
                .take(LONGEST)
                .switchIfEmpty(Mono.fromSupplier(() -> new CertificateAnswer.Unavailable("did not answer in time")))
                .onErrorResume(e ->
                        Mono.just(new CertificateAnswer.Unavailable(e.getClass().getSimpleName())))
                .doOnNext(this::note);
    }

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private record Raw(int status, byte[] body) {}

    private Mono<Raw> send(CertificateQuestion question) {
        return tokens.get()
                .flatMap(token -> web.post()
                        .uri(URI.create(settings.url()))
                        .headers(headers -> headers.setBearerAuth(token))
                        .contentType(MediaType.APPLICATION_JSON)
                        .accept(MediaType.APPLICATION_JSON)
                        .bodyValue(JSON.writeValueAsBytes(body(question)))
                        .exchangeToMono(answer -> answer.bodyToMono(byte[].class)
                                .defaultIfEmpty(new byte[0])
                                .map(body -> new Raw(answer.statusCode().value(), body))));
    }

    /// In the body, not in the address: addresses end up in logs.
    private static Map<String, Object> body(CertificateQuestion question) {
        return Map.of(
                "query",
                question.id().toString(),
                "kind",
                question.kind(),
                "person",
                Map.of("name", question.name(), "idNumber", question.idNumber()),
                "purpose",
                Map.of(
                        "item", question.item(),
                        "caseNumber", question.caseNumber(),
                        "basis", question.basis()));
    }

    /// Whatever is not exactly an answer to this question is none.
    private CertificateAnswer read(CertificateQuestion question, Raw raw) {
        if (raw.status() != OK) {
            return new CertificateAnswer.Unavailable("answered " + raw.status());
        }
        var answer = JSON.readTree(raw.body());
        var found = answer.path("found");
        if (!answer.path("query").asString("").equals(question.id().toString()) || !found.isBoolean()) {
            return new CertificateAnswer.Unavailable("answered something else");
        }
        if (!found.asBoolean()) {
            return new CertificateAnswer.NotFound(raw.body());
        }
        var certificate = answer.path("certificate");
        var number = certificate.path("number").asString("").strip();
        var issuer = certificate.path("issuer").asString("").strip();
        var until = certificate.path("validUntil").asString("");
        if (!isText(number) || !isText(issuer)) {
            return new CertificateAnswer.Unavailable("named no certificate");
        }
        var last = until.isEmpty() ? null : LocalDate.parse(until);
        return last != null && last.isBefore(LocalDate.ofInstant(clock.instant(), bureau.zone()))
                ? new CertificateAnswer.NotFound(raw.body())
                : new CertificateAnswer.Found(number, issuer, last, raw.body());
    }

    private static boolean isText(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_TEXT && text.chars().noneMatch(Character::isISOControl);
    }

    private void note(CertificateAnswer answer) {
        if (answer instanceof CertificateAnswer.Unavailable unavailable) {
            restsUntil = clock.instant().plus(REST);
            LOG.warn("the register of certificates {}; papers are asked for instead", unavailable.why());
        }
    }
}
