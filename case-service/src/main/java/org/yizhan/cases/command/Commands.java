package org.yizhan.cases.command;

import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.cases.audit.Sha256;
import org.yizhan.cases.command.KeptAnswers.Kept;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Overtaken;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Runs commands, each in one transaction. A command that comes again with the same `Idempotency-Key`
/// gets the answer of the first time and does nothing: it is refused because of what the first one did,
/// or its note meets the first one's. Two at once wait for each other. A refused command leaves no
/// trace, so its key may be used again.
@Component
public class Commands {

    private static final Problem NO_KEY = Problem.of(
            400,
            "idempotency-key-required",
            "缺少 Idempotency-Key 请求头。",
            "The header Idempotency-Key is missing or malformed.");
    private static final Problem REUSED = Problem.of(
            422,
            "idempotency-key-reused",
            "同一个 Idempotency-Key 用在了不同的请求上。",
            "This Idempotency-Key came with another request before.");

    private static final int LONGEST_KEY = 128;

    private final TransactionalOperator transactions;
    private final KeptAnswers answers;
    private final Docket docket;
    private final JsonMapper json;
    private final Clock clock;
    private final Confidential confidential;

    Commands(
            TransactionalOperator transactions,
            KeptAnswers answers,
            Docket docket,
            JsonMapper json,
            Clock clock,
            Confidential confidential) {
        this.transactions = transactions;
        this.answers = answers;
        this.docket = docket;
        this.json = json;
        this.clock = clock;
        this.confidential = confidential;
    }

    /// @param key   the header's value, which must be there
    /// @param route what is commanded: method and path
    /// @param body  what the command says
    /// @param work  the command, to run in the transaction; once more when it was overtaken
    public Mono<ResponseEntity<byte[]>> once(
            Actor actor, @Nullable String key, String route, Object body, Mono<Answer> work) {
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY || !isPrintable(key)) {
            return Mono.error(() -> new ProblemException(NO_KEY));
        }
        var hash = hash(route, body instanceof byte[] raw ? raw : json.writeValueAsBytes(body));
        return Mono.defer(() -> first(actor, key, route, hash, work))
                .onErrorResume(refused -> repeat(actor, key, hash).switchIfEmpty(Mono.error(refused)));
    }

    /// Carries the command out; fails when one with the same key was carried out before. A command that was overtaken
    /// while it looked at a case is run again and holds it.
    private Mono<ResponseEntity<byte[]>> first(Actor actor, String key, String route, byte[] hash, Mono<Answer> work) {
        return attempt(true, actor, key, route, hash, work)
                .onErrorResume(Overtaken.class, _ -> attempt(false, actor, key, route, hash, work));
    }

    private Mono<ResponseEntity<byte[]>> attempt(
            boolean mayLook, Actor actor, String key, String route, byte[] hash, Mono<Answer> work) {
        var done = new AtomicReference<@Nullable Kept>();
        var noting = work.map(answer -> {
            var kept = new Kept(answer.status(), answer.location(), json.writeValueAsBytes(answer.body()));
            done.set(kept);
            return answers.note(actor.subject(), key, route, hash, kept, clock.instant());
        });
        return docket.carryOut(mayLook, noting)
                .flatMap(isNew -> isNew ? Mono.justOrEmpty(done.get()) : Mono.error(new DoneBefore()))
                .as(transactions::transactional)
                .map(kept -> response(kept.status(), kept.location(), kept.body()));
    }

    /// Takes the transaction back; what was answered the first time is answered again.
    private static final class DoneBefore extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DoneBefore() {
            super("the command was carried out before", null, false, false);
        }
    }

    /// Keyed, because an ID number in the body could be guessed from a plain hash.
    private byte[] hash(String route, byte[] body) {
        return confidential.index("idempotency.body", route + "\n" + Sha256.hex(body));
    }

    /// Runs a command that is safe to repeat by itself.
    public Mono<ResponseEntity<byte[]>> inTransaction(Mono<Answer> work) {
        return work.map(a -> response(a.status(), a.location(), json.writeValueAsBytes(a.body())))
                .as(transactions::transactional);
    }

    /// The answer of the first time. Empty when there was none.
    private Mono<ResponseEntity<byte[]>> repeat(Actor actor, String key, byte[] hash) {
        return answers.find(actor.subject(), key)
                .flatMap(found -> Arrays.equals(found.bodyHash(), hash)
                        ? Mono.just(response(
                                found.answer().status(),
                                found.answer().location(),
                                found.answer().body()))
                        : Mono.error(() -> new ProblemException(REUSED)));
    }

    private static ResponseEntity<byte[]> response(int status, @Nullable String location, byte[] body) {
        var response = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (location != null) {
            response.location(URI.create(location));
        }
        return response.body(body);
    }

    private static boolean isPrintable(String key) {
        return key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
