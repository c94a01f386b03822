package org.yizhan.cases.org;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Secondments, substitutions and the duty roster.
@RestController
class PostController {

    private static final Duration SHOWN = Duration.ofDays(31);

    private final Postings postings;
    private final Roster roster;
    private final Appointing appointing;
    private final Commands commands;
    private final Organisation organisation;
    private final Clock clock;

    PostController(
            Postings postings,
            Roster roster,
            Appointing appointing,
            Commands commands,
            Organisation organisation,
            Clock clock) {
        this.postings = postings;
        this.roster = roster;
        this.appointing = appointing;
        this.commands = commands;
        this.organisation = organisation;
        this.clock = clock;
    }

    record PostWish(
            @Nullable String subject,
            @Nullable String station,
            @Nullable List<String> roles,
            @Nullable String behalf,
            @Nullable Instant from,
            @Nullable Instant until) {}

    @GetMapping("/api/org/postings")
    Flux<Posting> list() {
        return CurrentActor.get(Role.ADMINISTRATOR, Role.SUPERVISOR, Role.AUDITOR)
                .flatMapMany(actor -> postings.under(actor.station()));
    }

    /// A secondment; with `behalf` a substitution for somebody on leave.
    @PostMapping("/api/org/postings")
    Mono<ResponseEntity<byte[]>> post(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody PostWish wish) {
        var from = Times.sane(required(wish.from(), "from"), "from");
        var until = Times.sane(required(wish.until(), "until"), "until");
        return change(
                key,
                "POST /api/org/postings",
                wish,
                actor -> appointing
                        .post(
                                actor,
                                required(wish.subject(), "subject"),
                                required(wish.station(), "station"),
                                wish.roles() == null ? List.of() : wish.roles(),
                                wish.behalf(),
                                from,
                                until)
                        .map(p -> Answer.created("/api/org/postings/" + p.id(), p)));
    }

    /// Ends it now. It stays in the list, because trails name it.
    @PostMapping("/api/org/postings/{id}/end")
    Mono<ResponseEntity<byte[]>> end(
            @PathVariable("id") UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        return change(
                key,
                "POST /api/org/postings/" + id + "/end",
                Map.of(),
                actor -> appointing.end(actor, id, clock.instant()).map(Answer::ok));
    }

    record ShiftWish(
            @Nullable String station,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant until) {}

    @GetMapping("/api/org/duty")
    Flux<Roster.Shift> duty(
            @RequestParam(name = "from", required = false) @Nullable Instant from,
            @RequestParam(name = "until", required = false) @Nullable Instant until) {
        var begin = from == null ? clock.instant() : Times.sane(from, "from");
        var end = until == null ? begin.plus(SHOWN) : Times.sane(until, "until");
        return CurrentActor.get()
                .filter(actor -> !actor.is(Role.TERMINAL))
                .flatMapMany(actor -> roster.between(actor.station(), begin, end));
    }

    /// Who leads at a station right now, or at another minute; `nobody` when the roster names nobody.
    @GetMapping("/api/org/duty/leader")
    Mono<Map<String, Object>> leader(
            @RequestParam("station") String station,
            @RequestParam(name = "at", required = false) @Nullable Instant at) {
        var path = StationWrites.path(station);
        return CurrentActor.get()
                .filter(actor -> !actor.is(Role.TERMINAL) && actor.sees(path))
                .switchIfEmpty(OrgProblems.refuse(OrgProblems.NO_STATION))
                .flatMap(_ -> roster.leader(path, path.level(), at == null ? clock.instant() : Times.sane(at, "at")))
                .map(m -> Map.<String, Object>of(
                        "subject", m.person().subject(),
                        "name", m.person().name(),
                        "station", m.person().station()))
                .defaultIfEmpty(Map.of("nobody", true));
    }

    @PostMapping("/api/org/duty")
    Mono<ResponseEntity<byte[]>> shift(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody ShiftWish wish) {
        return change(
                key,
                "POST /api/org/duty",
                wish,
                actor -> appointing
                        .shift(
                                actor,
                                required(wish.station(), "station"),
                                required(wish.subject(), "subject"),
                                Times.sane(required(wish.from(), "from"), "from"),
                                Times.sane(required(wish.until(), "until"), "until"))
                        .map(id -> Answer.created("/api/org/duty/" + id, Map.of("id", id))));
    }

    @DeleteMapping("/api/org/duty/{id}")
    Mono<ResponseEntity<byte[]>> unshift(@PathVariable("id") UUID id) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> commands.inTransaction(
                        appointing.unshift(actor, id).thenReturn(Answer.ok(Map.of("removed", id)))));
    }

    private Mono<ResponseEntity<byte[]>> change(
            @Nullable String key, String route, Object body, Function<Actor, Mono<Answer>> work) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> commands.once(actor, key, route, body, Mono.defer(() -> work.apply(actor))))
                .flatMap(answer -> organisation.refresh().thenReturn(answer));
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new ProblemException(Problems.INVALID.at(field));
        }
        return value;
    }
}
