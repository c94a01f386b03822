package org.yizhan.cases.approval.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.approval.application.Deciding;
import org.yizhan.cases.approval.application.Filing;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.docket.CaseViews;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Takes applications that are complete.
@RestController
class FilingController {

    private final Filing filing;
    private final Commands commands;
    private final CaseViews views;

    FilingController(Filing filing, Commands commands, CaseViews views) {
        this.filing = filing;
        this.commands = commands;
        this.views = views;
    }

    record File(
            @Nullable String item,
            @Nullable Person resident,
            @Nullable String community,
            @Nullable String channel,
            @Nullable Map<String, Object> form,
            @Nullable String action) {}

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

    @PostMapping("/api/filings")
    Mono<ResponseEntity<byte[]>> file(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key, @RequestBody File file) {
        return CurrentActor.get(Role.CLERK)
                .flatMap(actor -> commands.once(
                        actor,
                        key,
                        "POST /api/filings",
                        file,
                        filing.file(actor, application(file)).flatMap(result -> answer(result, actor))));
    }

    private static Filing.Application application(File file) {
        var person = file.resident() == null ? new Person(null, null, null) : file.resident();
        return new Filing.Application(
                orEmpty(file.item()),
                orEmpty(file.channel()),
                orEmpty(person.name()),
                orEmpty(person.idNumber()),
                person.phone(),
                orEmpty(file.community()),
                file.form() == null ? Map.of() : file.form(),
                file.action() == null ? "accept" : file.action());
    }

    private Mono<Answer> answer(Deciding.Result result, Actor actor) {
        return switch (result) {
            case Deciding.Result.Done done ->
                views.show(done.file(), actor)
                        .map(body -> Answer.created("/api/cases/" + done.file().id(), body));
            case Deciding.Result.NotDone notDone ->
                Mono.error(() -> new ProblemException(DecisionProblems.of(notDone.why())));
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
