package org.yizhan.cases.org;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Shows the organisation to those who belong to it, and lets administrators change their part of it.
@RestController
class OrgController {

    private static final Role[] STAFF = {
        Role.CLERK, Role.OFFICER, Role.DUTY_LEADER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR
    };

    private final Stations stations;
    private final People people;
    private final StationWrites writes;
    private final Moves moves;
    private final Appointing appointing;
    private final Commands commands;
    private final Organisation organisation;

    OrgController(
            Stations stations,
            People people,
            StationWrites writes,
            Moves moves,
            Appointing appointing,
            Commands commands,
            Organisation organisation) {
        this.stations = stations;
        this.people = people;
        this.writes = writes;
        this.moves = moves;
        this.appointing = appointing;
        this.commands = commands;
        this.organisation = organisation;
    }

    record Shown(StationPath path, String name, String nameEn) {}

    /// Communities of all stations that the actor works at now.
    @GetMapping("/api/org/communities")
    Flux<Shown> communities() {
        return CurrentActor.get()
                .flatMapMany(actor -> Flux.fromIterable(actor.posts())
                        .map(Actor.Post::station)
                        .startWith(actor.station())
                        .concatMap(stations::communities))
                .distinct(Station::path)
                .map(s -> new Shown(s.path(), s.name(), s.nameEn()));
    }

    @GetMapping("/api/org/stations")
    Flux<Station> stations(@RequestParam(name = "page", defaultValue = "0") int page) {
        return CurrentActor.get(STAFF)
                .flatMapMany(actor -> stations.under(actor.station(), Math.clamp(page, 0, 1_000)));
    }

    record Detail(Station station, List<Moves.Past> past) {}

    @GetMapping("/api/org/stations/{path}")
    Mono<Detail> station(@PathVariable("path") String path) {
        return CurrentActor.get(STAFF)
                .flatMap(actor -> stations.find(StationWrites.path(path))
                        .filter(s -> actor.sees(s.path()))
                        .switchIfEmpty(OrgProblems.refuse(OrgProblems.NO_STATION))
                        .flatMap(s -> moves.past(s.path()).collectList().map(past -> new Detail(s, past))));
    }

    record StationWish(
            @Nullable String path,
            @Nullable String kind,
            @Nullable String name,
            @Nullable String nameEn) {}

    /// Adds a station, or renames one.
    @PostMapping("/api/org/stations")
    Mono<ResponseEntity<byte[]>> put(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody StationWish wish) {
        return change(
                key,
                "POST /api/org/stations",
                wish,
                actor -> writes.put(
                                actor,
                                orEmpty(wish.path()),
                                orEmpty(wish.kind()),
                                orEmpty(wish.name()),
                                orEmpty(wish.nameEn()))
                        .map(s -> Answer.created("/api/org/stations/" + s.path(), s)));
    }

    record MoveWish(@Nullable String under) {}

    @PostMapping("/api/org/stations/{path}/move")
    Mono<ResponseEntity<byte[]>> move(
            @PathVariable("path") String path,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody MoveWish wish) {
        return change(
                key,
                "POST /api/org/stations/" + path + "/move",
                wish,
                actor -> moves.move(actor, StationWrites.path(path), StationWrites.path(orEmpty(wish.under())))
                        .map(to -> Answer.ok(Map.of("from", path, "path", to))));
    }

    record PersonShown(String subject, String name, StationPath station, List<String> roles) {}

    private static PersonShown shown(People.Member member) {
        var person = member.person();
        return new PersonShown(
                person.subject(),
                person.name(),
                person.station(),
                member.roles().stream().map(Role::name).sorted().toList());
    }

    /// Who works at the own station and below or, with a scope, who may see what belongs to it: at it or above.
    @GetMapping("/api/org/people")
    Flux<PersonShown> people(@RequestParam(name = "scope", required = false) @Nullable String scope) {
        return CurrentActor.get(STAFF)
                .flatMapMany(actor -> {
                    if (scope == null) {
                        return people.under(actor.station());
                    }
                    var path = StationWrites.path(scope);
                    return actor.sees(path) ? people.above(path) : Flux.<People.Member>empty();
                })
                .map(OrgController::shown);
    }

    record PersonWish(
            @Nullable String name,
            @Nullable String station,
            @Nullable List<String> roles,
            @Nullable Boolean active) {}

    /// Adds somebody, or changes where they work and as what. Not active: they left.
    @PutMapping("/api/org/people/{subject}")
    Mono<ResponseEntity<byte[]>> person(@PathVariable("subject") String subject, @RequestBody PersonWish wish) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> commands.inTransaction(appointing
                        .person(
                                actor,
                                subject,
                                orEmpty(wish.name()),
                                orEmpty(wish.station()),
                                wish.roles() == null ? List.of() : wish.roles(),
                                wish.active() == null || wish.active())
                        .map(m -> Answer.ok(shown(m)))))
                .flatMap(answer -> organisation.refresh().thenReturn(answer));
    }

    /// Runs a change by an administrator once, then lets everybody know.
    private Mono<ResponseEntity<byte[]>> change(
            @Nullable String key, String route, Object body, java.util.function.Function<Actor, Mono<Answer>> work) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> commands.once(actor, key, route, body, Mono.defer(() -> work.apply(actor))))
                .flatMap(answer -> organisation.refresh().thenReturn(answer));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
