package org.yizhan.cases.approval.web;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.approval.application.Deciding;
import org.yizhan.cases.approval.application.Filling;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseViews;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.meeting.Meetings;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.consultation.Attendance;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Takes forms and decisions.
@RestController
class DecisionController {

    /// Longer than any reason has to be.
    private static final int LONGEST_COMMENT = 500;

    private final Deciding deciding;
    private final Filling filling;
    private final Docket docket;
    private final Meetings meetings;
    private final Commands commands;
    private final CaseViews views;

    DecisionController(
            Deciding deciding, Filling filling, Docket docket, Meetings meetings, Commands commands, CaseViews views) {
        this.deciding = deciding;
        this.filling = filling;
        this.docket = docket;
        this.meetings = meetings;
        this.commands = commands;
        this.views = views;
    }

    record Fill(
            @Nullable Long version,
            @Nullable String consultation,
            @Nullable Map<String, Object> form) {}

    @PutMapping("/api/cases/{id}/form")
    Mono<ResponseEntity<byte[]>> fill(@PathVariable("id") CaseId id, @RequestBody Fill fill) {
        var version = required(fill.version(), "version");
        var form = required(fill.form(), "form");
        return CurrentActor.get(Role.TERMINAL, Role.CLERK, Role.OFFICER, Role.PROGRAM)
                .flatMap(actor -> docket.read(id, actor)
                        .then(meetings.confirm(id, fill.consultation()))
                        .flatMap(meeting -> commands.inTransaction(
                                filling.fill(actor, id, version, form, meeting).flatMap(file -> show(file, actor)))));
    }

    record Decide(
            @Nullable Long version,
            @Nullable String action,
            @Nullable String comment,
            @Nullable String consultation,
            @Nullable String step,
            @Nullable String to) {}

    @PostMapping("/api/cases/{id}/decisions")
    Mono<ResponseEntity<byte[]>> decide(
            @PathVariable("id") CaseId id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Decide decide) {
        var version = required(decide.version(), "version");
        var action = required(decide.action(), "action");
        var comment = decide.comment();
        if (comment != null && comment.length() > LONGEST_COMMENT) {
            return Mono.error(() -> new ProblemException(Problems.INVALID.at("comment")));
        }
        return CurrentActor.get(Role.TERMINAL, Role.CLERK, Role.OFFICER, Role.DUTY_LEADER)
                .flatMap(actor -> docket.glance(id, actor)
                        .then(attendance(decide.consultation()))
                        .flatMap(attendance -> commands.once(
                                actor,
                                key,
                                "POST /api/cases/" + id + "/decisions",
                                decide,
                                deciding.decide(actor, id, wish(version, action, decide, attendance))
                                        .flatMap(result -> answer(result, actor)))));
    }

    private static Deciding.Wish wish(long version, String action, Decide decide, Optional<Attendance> attendance) {
        return new Deciding.Wish(version, action, decide.comment(), attendance, decide.step(), decide.to());
    }

    /// Asked before the transaction, which must not wait for another part.
    private Mono<Optional<Attendance>> attendance(@Nullable String consultation) {
        if (consultation == null || consultation.isBlank()) {
            return Mono.just(Optional.empty());
        }
        return Mono.fromCallable(() -> ConsultationId.of(consultation))
                .onErrorMap(
                        IllegalArgumentException.class, _ -> new ProblemException(Problems.INVALID.at("consultation")))
                .flatMap(meetings::attendance)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private Mono<Answer> answer(Deciding.Result result, Actor actor) {
        return switch (result) {
            case Deciding.Result.Done done -> show(done.file(), actor);
            case Deciding.Result.NotDone notDone ->
                Mono.error(() -> new ProblemException(DecisionProblems.of(notDone.why())));
        };
    }

    private Mono<Answer> show(CaseFile file, Actor actor) {
        return views.show(file, actor).map(Answer::ok);
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new ProblemException(Problems.INVALID.at(field));
        }
        return value;
    }
}
