package org.yizhan.cases.approval.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.approval.application.Migrating;
import org.yizhan.cases.process.Processes;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Moves running cases to a newer version of their process when an administrator says so.
@RestController
class MigrationController {

    private static final Problem NO_MOVE = Problem.of(
            422,
            "migration-unknown",
            "新版流程没有说明如何承接旧版办件。",
            "The newer version does not say how cases of the older one are moved.");

    private final Migrating migrating;
    private final Processes processes;

    MigrationController(Migrating migrating, Processes processes) {
        this.migrating = migrating;
        this.processes = processes;
    }

    record Wish(@Nullable Integer from, @Nullable Integer to) {}

    /// Safe to repeat: what has moved is not moved again, so this needs no idempotency key.
    @PostMapping("/api/processes/{id}/migrations")
    Mono<Map<String, Long>> migrate(@PathVariable("id") String id, @RequestBody Wish wish) {
        var from = wish.from() == null ? 0 : wish.from();
        var to = wish.to() == null ? 0 : wish.to();
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> migrating
                        .move(id, from, to)
                        .switchIfEmpty(Mono.error(() -> new ProblemException(NO_MOVE)))
                        .flatMap(move -> migrating.migrate(actor, processes.get(id, to), move)))
                .map(moved -> Map.of("moved", moved));
    }
}
