package org.yizhan.cases.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.docket.CaseViews;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes applications.
@RestController
class IntakeController {

    private final Opening opening;
    private final Reopening reopening;
    private final Commands commands;
    private final CaseViews views;

    IntakeController(Opening opening, Reopening reopening, Commands commands, CaseViews views) {
        this.opening = opening;
        this.reopening = reopening;
        this.commands = commands;
        this.views = views;
    }

    record OpenCase(
            @Nullable String item,
            @Nullable Person resident,
            @Nullable String community,
            @Nullable String channel) {}

    record Person(
            @Nullable String name,
            @Nullable String idNumber,
            @Nullable String phone) {

        /// No personal data in logs, not even by accident.
        @Override
        public String toString() {
            return "Person[…]";
        }
    }

    @PostMapping("/api/cases")
    Mono<ResponseEntity<byte[]>> open(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody OpenCase wish) {
        return CurrentActor.get(Role.TERMINAL, Role.CLERK, Role.PROGRAM)
                .flatMap(actor ->
                        commands.once(actor, key, "POST /api/cases", wish, Mono.defer(() -> work(actor, wish))));
    }

    private Mono<Answer> work(Actor actor, OpenCase wish) {
        var person = wish.resident() == null ? new Person(null, null, null) : wish.resident();
        var checked = opening.check(
                actor,
                orEmpty(wish.item()),
                orEmpty(wish.channel()),
                orEmpty(person.name()),
                orEmpty(person.idNumber()),
                person.phone(),
                orEmpty(wish.community()));
        return opening.open(actor, checked)
                .flatMap(file -> views.show(file, actor).map(body -> Answer.created("/api/cases/" + file.id(), body)));
    }

    record Who(@Nullable Person resident) {}

    /// What a booth shows of a case before the resident goes on with it.
    record Unfinished(
            CaseId id,
            String number,
            String item,
            String state,
            @Nullable String step,
            Instant openedAt) {}

    /// The number is in the body, never in an address.
    @PostMapping("/api/cases/unfinished")
    Flux<Unfinished> unfinished(@RequestBody Who who) {
        var person = who.resident() == null ? new Person(null, null, null) : who.resident();
        return CurrentActor.get(Role.TERMINAL)
                .flatMapMany(booth -> reopening.unfinished(booth, orEmpty(person.name()), orEmpty(person.idNumber())))
                .map(f -> new Unfinished(
                        f.id(), f.number(), f.matter().item().value(), f.state(), f.step(), f.openedAt()));
    }

    @PostMapping("/api/cases/{id}/sitting")
    Mono<ResponseEntity<byte[]>> reopen(
            @PathVariable("id") CaseId id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Who who) {
        var person = who.resident() == null ? new Person(null, null, null) : who.resident();
        return CurrentActor.get(Role.TERMINAL)
                .flatMap(booth -> commands.once(
                        booth,
                        key,
                        "POST /api/cases/" + id + "/sitting",
                        who,
                        Mono.defer(() ->
                                        reopening.reopen(booth, id, orEmpty(person.name()), orEmpty(person.idNumber())))
                                .flatMap(file -> views.show(file, booth).map(Answer::ok))));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
