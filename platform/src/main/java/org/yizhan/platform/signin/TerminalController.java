package org.yizhan.platform.signin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Lets administrators see, register and lock the terminals of their station and below.
@RestController
class TerminalController {

    private static final String ID = "[a-z0-9][a-z0-9-]{0,63}";
    private static final int LONGEST_NAME = 50;

    private final Terminals terminals;

    TerminalController(Terminals terminals) {
        this.terminals = terminals;
    }

    /// @param signedIn whether it has a session now
    /// @param lastSeen when it last asked for anything; null when it is not signed in
    record Shown(
            String id,
            String name,
            StationPath station,
            boolean disabled,
            boolean signedIn,
            @Nullable Instant lastSeen) {}

    @GetMapping("/api/terminals")
    Flux<Shown> all() {
        return CurrentActor.get(Role.ADMINISTRATOR).flatMapMany(actor -> terminals.under(actor.station()));
    }

    record Wish(
            @Nullable String name,
            @Nullable StationPath station,
            @Nullable Boolean disabled) {}

    /// Registers a terminal, or changes one. Safe to repeat.
    @PutMapping("/api/terminals/{id}")
    Mono<Shown> put(@PathVariable("id") String id, @RequestBody Wish wish) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> Mono.fromCallable(() -> checked(actor, id, wish))
                        .flatMap(terminal ->
                                terminals.put(terminal, Boolean.TRUE.equals(wish.disabled()), actor.station()))
                        .flatMap(written -> written
                                ? terminals
                                        .under(actor.station())
                                        .filter(shown -> shown.id().equals(id))
                                        .last()
                                : Mono.error(new ProblemException(Problems.NOT_FOUND))));
    }

    private static Terminals.Terminal checked(Actor actor, String id, Wish wish) {
        var name = wish.name() == null ? "" : wish.name().strip();
        var station = wish.station();
        if (!id.matches(ID)) {
            throw new ProblemException(Problems.INVALID.at("id"));
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(Problems.INVALID.at("name"));
        }
        if (station == null || !actor.station().covers(station)) {
            throw new ProblemException(Problems.INVALID.at("station"));
        }
        return new Terminals.Terminal(id, name, station);
    }
}
