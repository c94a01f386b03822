package org.yizhan.cases.complaint;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Docket;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Takes complaints from booths and programs, nobody's name asked; lets supervisors and duty leaders answer.
@RestController
class ComplaintController {

    private static final int LONGEST = 1_000;

    private static final Problem NOT_THERE =
            Problem.of(404, "work-order-not-found", "没有这个工单。", "There is no such work order.");
    private static final Problem CALL_FIRST =
            Problem.of(409, "work-order-call-first", "请先回访，再答复。", "Call the resident back before you answer.");
    private static final Problem ANSWERED =
            Problem.of(409, "work-order-answered", "这个工单已经答复。", "This work order is answered already.");
    private static final Problem NO_APPEAL = Problem.of(
            409, "work-order-no-appeal", "没有可以申诉或裁定的差评。", "There is nothing to appeal against or to decide.");

    private final WorkOrders orders;
    private final Docket docket;
    private final Commands commands;

    ComplaintController(WorkOrders orders, Docket docket, Commands commands) {
        this.orders = orders;
        this.docket = docket;
        this.commands = commands;
    }

    /// @param caseId  which case it is about, when it is about one that the booth or program sees
    /// @param contact how to be reached; without it the complaint is anonymous
    record Complain(
            @Nullable String text,
            @Nullable UUID caseId,
            @Nullable String contact) {

        @Override
        public String toString() {
            return "Complain[…]";
        }
    }

    record Say(@Nullable String text) {}

    record Decide(@Nullable Boolean upheld) {}

    @PostMapping("/api/complaints")
    Mono<ResponseEntity<byte[]>> complain(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Complain complaint) {
        var words = said(complaint.text());
        var contact = complaint.contact();
        if (contact != null && contact.length() > 100) {
            throw new ProblemException(Problems.INVALID.at("contact"));
        }
        return CurrentActor.get(Role.TERMINAL, Role.PROGRAM)
                .flatMap(actor -> commands.once(
                        actor,
                        key,
                        "POST /api/complaints",
                        complaint,
                        about(actor, complaint.caseId())
                                .flatMap(file -> orders.openForComplaint(file.id(), file.scope(), words, contact)
                                        .thenReturn(true))
                                .switchIfEmpty(
                                        Mono.defer(() -> orders.openForComplaint(null, actor.station(), words, contact)
                                                .thenReturn(true)))
                                .map(_ -> new Answer(201, null, Map.of("received", true)))));
    }

    private Mono<CaseFile> about(Actor actor, @Nullable UUID caseId) {
        return caseId == null ? Mono.empty() : docket.read(new CaseId(caseId), actor);
    }

    @GetMapping("/api/work-orders")
    Mono<List<WorkOrder>> all(@RequestParam(name = "all", defaultValue = "false") boolean all) {
        return CurrentActor.get(Role.SUPERVISOR, Role.DUTY_LEADER)
                .flatMap(actor -> orders.of(actor, all).collectList());
    }

    @PostMapping("/api/work-orders/{id}/call-back")
    Mono<ResponseEntity<byte[]>> call(
            @PathVariable("id") UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Say said) {
        var note = said(said.text());
        return act(
                id,
                key,
                "call-back",
                said,
                (actor, order) -> order.answeredAt() != null
                        ? Mono.error(new ProblemException(ANSWERED))
                        : orders.called(id, actor, note));
    }

    /// Who can be reached is called first; an anonymous complaint is answered as it is.
    @PostMapping("/api/work-orders/{id}/answer")
    Mono<ResponseEntity<byte[]>> answer(
            @PathVariable("id") UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Say said) {
        var answer = said(said.text());
        return act(id, key, "answer", said, (actor, order) -> {
            if (order.answeredAt() != null) {
                return Mono.error(new ProblemException(ANSWERED));
            }
            var reachable = order.kind().equals("rating") || order.contact() != null;
            return reachable && order.calledAt() == null
                    ? Mono.error(new ProblemException(CALL_FIRST))
                    : orders.answered(id, actor, answer);
        });
    }

    @PostMapping("/api/work-orders/{id}/appeal-decision")
    Mono<ResponseEntity<byte[]>> decide(
            @PathVariable("id") UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Decide decision) {
        var upheld = decision.upheld();
        if (upheld == null) {
            throw new ProblemException(Problems.INVALID.at("upheld"));
        }
        return act(
                id,
                key,
                "appeal-decision",
                decision,
                (actor, order) -> order.appeal() == null || order.upheld() != null
                        ? Mono.error(new ProblemException(NO_APPEAL))
                        : orders.decided(id, actor, upheld));
    }

    @PostMapping("/api/cases/{id}/rating-appeals")
    Mono<ResponseEntity<byte[]>> appeal(
            @PathVariable("id") CaseId id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Say said) {
        var reason = said(said.text());
        return CurrentActor.get(Role.CLERK, Role.OFFICER)
                .flatMap(actor -> commands.once(
                        actor,
                        key,
                        "POST /api/cases/" + id + "/rating-appeals",
                        said,
                        docket.read(id, actor)
                                .then(orders.appeal(id, actor, reason))
                                .flatMap(rows -> rows > 0
                                        ? Mono.just(new Answer(201, null, Map.of("received", true)))
                                        : Mono.error(new ProblemException(NO_APPEAL)))));
    }

    @FunctionalInterface
    private interface Act {
        Mono<Void> on(Actor actor, WorkOrder order);
    }

    private Mono<ResponseEntity<byte[]>> act(UUID id, @Nullable String key, String what, Object body, Act act) {
        return CurrentActor.get(Role.SUPERVISOR, Role.DUTY_LEADER)
                .flatMap(actor -> commands.once(
                        actor,
                        key,
                        "POST /api/work-orders/" + id + "/" + what,
                        body,
                        orders.lock(id, actor)
                                .switchIfEmpty(Mono.error(() -> new ProblemException(NOT_THERE)))
                                .flatMap(order -> act.on(actor, order))
                                .then(Mono.defer(() -> orders.lock(id, actor)))
                                .map(Answer::ok)));
    }

    private static String said(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw new ProblemException(Problems.INVALID.at("text"));
        }
        return text.strip();
    }
}
