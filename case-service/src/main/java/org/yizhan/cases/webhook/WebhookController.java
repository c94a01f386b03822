package org.yizhan.cases.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Where administrators, and programs for the cases that they file, say whom to tell.
@RestController
class WebhookController {

    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_URL = 500;

    private static final Problem BAD_URL = Problem.of(
                    422,
                    "webhook-url",
                    "通知地址须为 https 网址。",
                    "The address must be an https one, without a password in it.")
            .at("url");
    private static final Problem NOT_THERE =
            Problem.of(404, "webhook-not-found", "没有这个通知。", "There is no such webhook.");

    private final Webhooks webhooks;
    private final Commands commands;
    private final Confidential confidential;
    private final Clock clock;
    private final boolean demo;
    private final SecureRandom random = new SecureRandom();

    WebhookController(
            Webhooks webhooks,
            Commands commands,
            Confidential confidential,
            Clock clock,
            @Value("${yizhan.demo:false}") boolean demo) {
        this.webhooks = webhooks;
        this.commands = commands;
        this.confidential = confidential;
        this.clock = clock;
        this.demo = demo;
    }

    record Wish(@Nullable String url) {}

    /// @param secret signs the messages; shown once, when it is made
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            UUID id,
            String url,
            String station,
            @Nullable String program,
            Instant madeAt,
            @Nullable String secret) {

        static Shown of(Webhook hook, @Nullable String secret) {
            return new Shown(hook.id(), hook.url(), hook.station().value(), hook.program(), hook.madeAt(), secret);
        }
    }

    @GetMapping("/api/webhooks")
    Mono<List<Shown>> all() {
        return CurrentActor.get(Role.ADMINISTRATOR, Role.PROGRAM)
                .flatMap(actor -> webhooks.of(actor.station(), program(actor))
                        .map(hook -> Shown.of(hook, null))
                        .collectList());
    }

    @PostMapping("/api/webhooks")
    Mono<ResponseEntity<byte[]>> add(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key, @RequestBody Wish wish) {
        return CurrentActor.get(Role.ADMINISTRATOR, Role.PROGRAM)
                .flatMap(actor -> commands.once(
                        actor,
                        key,
                        "POST /api/webhooks",
                        wish,
                        Mono.fromCallable(() -> url(wish.url())).flatMap(url -> add(actor, url))));
    }

    private Mono<Answer> add(Actor actor, String url) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = Signature.PREFIX + Base64.getEncoder().encodeToString(bytes);
        var hook = new Webhook(
                UUID.randomUUID(),
                url,
                confidential.encrypt(Webhook.SECRET, secret),
                actor.station(),
                program(actor),
                actor.subject(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        return webhooks.add(hook).thenReturn(Answer.created("/api/webhooks/" + hook.id(), Shown.of(hook, secret)));
    }

    @DeleteMapping("/api/webhooks/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(@PathVariable("id") UUID id) {
        return CurrentActor.get(Role.ADMINISTRATOR, Role.PROGRAM)
                .flatMap(actor -> webhooks.remove(id, actor.station(), program(actor)))
                .flatMap(rows -> rows == 1 ? Mono.empty() : Mono.error(new ProblemException(NOT_THERE)));
    }

    private static @Nullable String program(Actor actor) {
        return actor.is(Role.ADMINISTRATOR) ? null : actor.subject();
    }

    /// In trials an address of this machine will do.
    private String url(@Nullable String text) {
        try {
            var url = URI.create(text == null ? "" : text);
            var host = url.getHost();
            var secure = "https".equals(url.getScheme())
                    || (demo
                            && "http".equals(url.getScheme())
                            && ("127.0.0.1".equals(host) || "localhost".equals(host)));
            if (secure
                    && host != null
                    && url.getUserInfo() == null
                    && url.toString().length() <= LONGEST_URL) {
                return url.toString();
            }
        } catch (IllegalArgumentException _) {
            // Refused below.
        }
        throw new ProblemException(BAD_URL);
    }
}
