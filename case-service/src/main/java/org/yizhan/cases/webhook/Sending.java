package org.yizhan.cases.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.client.WebClient;
import org.yizhan.cases.confidential.Confidential;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sends what is due, again and again until it is taken: after a refusal at growing intervals, for about a day.
@Component
class Sending {

    /// When to try again, after each try.
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10));

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int AT_ONCE = 10;

    private final Webhooks webhooks;
    private final Confidential confidential;
    private final TransactionalOperator transactions;
    private final Clock clock;
    private final WebClient web = WebClient.create();

    Sending(Webhooks webhooks, Confidential confidential, TransactionalOperator transactions, Clock clock) {
        this.webhooks = webhooks;
        this.confidential = confidential;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Claims what is due by putting its next try later, sends it outside of any transaction, and notes the answer. Who
    /// dies in between has it sent again.
    Mono<Void> round() {
        return webhooks.due(now(), AT_ONCE)
                .collectList()
                .flatMap(due -> Flux.fromIterable(due)
                        .concatMap(message -> webhooks.note(
                                message.id(),
                                message.tries() + 1,
                                now().plus(LONGEST_ANSWER.multipliedBy(3)),
                                null,
                                now()))
                        .then(Mono.just(due)))
                .as(transactions::transactional)
                .flatMapMany(Flux::fromIterable)
                .flatMap(this::send, AT_ONCE)
                .then();
    }

    /// Forgets messages that were sent, or given up, long ago.
    Mono<Long> forgetOld() {
        return webhooks.forget(now().minus(KEPT));
    }

    private Mono<Void> send(Webhooks.Message message) {
        var at = now();
        var secret = confidential.decrypt(Webhook.SECRET, message.secret());
        return web.post()
                .uri(URI.create(message.url()))
                .contentType(MediaType.APPLICATION_JSON)
                .header("webhook-id", message.id().toString())
                .header("webhook-timestamp", String.valueOf(at.getEpochSecond()))
                .header("webhook-signature", Signature.of(secret, message.id().toString(), at, message.body()))
                .bodyValue(message.body())
                .exchangeToMono(answer -> answer.releaseBody()
                        .thenReturn(
                                answer.statusCode().is2xxSuccessful()
                                        ? Optional.<String>empty()
                                        : Optional.of("answered "
                                                + answer.statusCode().value())))
                .take(LONGEST_ANSWER)
                .switchIfEmpty(Mono.just(Optional.of("did not answer in time")))
                .onErrorResume(e -> Mono.just(Optional.of("could not be reached")))
                .flatMap(problem -> webhooks.note(
                        message.id(),
                        message.tries() + 1,
                        problem.isEmpty() || message.tries() >= PAUSES.size()
                                ? null
                                : now().plus(PAUSES.get(message.tries())),
                        problem.orElse(null),
                        now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
