package org.yizhan.cases.org;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.process.Person;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Says who works where, as what, and when: people, second posts and shifts. In the caller's transaction.
@Component
class Appointing {

    private final People people;
    private final Stations stations;
    private final Postings postings;
    private final Roster roster;
    private final OrgChanges changes;

    Appointing(People people, Stations stations, Postings postings, Roster roster, OrgChanges changes) {
        this.people = people;
        this.stations = stations;
        this.postings = postings;
        this.roster = roster;
        this.changes = changes;
    }

    Mono<People.Member> person(
            Actor actor, String subject, String name, String station, List<String> roles, boolean active) {
        if (!subject.matches("[A-Za-z0-9@._-]{1,64}")) {
            return OrgProblems.refuse(OrgProblems.SUBJECT);
        }
        var member = new People.Member(
                new Person(subject, StationWrites.name(name), StationWrites.path(station)), roles(roles));
        return own(actor, member.person().station())
                .then(people.find(subject)
                        .filter(known -> !actor.station().covers(known.person().station()))
                        .flatMap(_ -> OrgProblems.<Void>refuse(OrgProblems.NO_PERSON))
                        .then())
                .then(people.put(member.person(), member.roles(), active))
                .then(changes.note(actor, "person", Map.of("subject", subject, "station", station, "active", active)))
                .thenReturn(member);
    }

    /// A secondment, or with `behalf` a substitution; the roles are those of the one on leave then.
    Mono<Posting> post(
            Actor actor,
            String subject,
            String station,
            List<String> roles,
            @Nullable String behalf,
            Instant from,
            Instant until) {
        if (!from.isBefore(until)) {
            return OrgProblems.refuse(OrgProblems.DATES);
        }
        var path = StationWrites.path(station);
        return own(actor, path)
                .then(member(subject))
                .flatMap(_ -> behalf == null || behalf.isBlank()
                        ? Mono.just(new Posting(
                                UUID.randomUUID(), Posting.SECONDMENT, subject, path, roles(roles), null, from, until))
                        : member(behalf)
                                .filter(m -> m.person().station().equals(path) && !behalf.equals(subject))
                                .switchIfEmpty(OrgProblems.refuse(OrgProblems.BEHALF))
                                .map(m -> new Posting(
                                        UUID.randomUUID(),
                                        Posting.SUBSTITUTION,
                                        subject,
                                        path,
                                        m.roles(),
                                        behalf,
                                        from,
                                        until)))
                .flatMap(p -> postings.add(p)
                        .then(changes.note(
                                actor,
                                p.kind(),
                                Map.of("id", p.id().toString(), "subject", subject, "station", station)))
                        .thenReturn(p));
    }

    Mono<Posting> end(Actor actor, UUID id, Instant now) {
        return postings.find(id)
                .filter(p -> actor.station().covers(p.station()))
                .switchIfEmpty(OrgProblems.refuse(OrgProblems.NO_POSTING))
                .flatMap(p -> postings.end(id, now)
                        .then(changes.note(actor, "posting-end", Map.of("id", id.toString())))
                        .then(postings.find(id)));
    }

    Mono<UUID> shift(Actor actor, String station, String subject, Instant from, Instant until) {
        if (!from.isBefore(until)) {
            return OrgProblems.refuse(OrgProblems.DATES);
        }
        var path = StationWrites.path(station);
        var id = UUID.randomUUID();
        return own(actor, path)
                .then(member(subject))
                .filter(m -> m.roles().contains(Role.DUTY_LEADER))
                .switchIfEmpty(OrgProblems.refuse(OrgProblems.ROLES))
                .then(roster.add(id, path, subject, from, until))
                .then(changes.note(actor, "shift", Map.of("id", id.toString(), "station", station, "subject", subject)))
                .thenReturn(id);
    }

    Mono<Void> unshift(Actor actor, UUID id) {
        return roster.remove(id, actor.station())
                .filter(n -> n == 1)
                .switchIfEmpty(OrgProblems.refuse(OrgProblems.NO_DUTY))
                .then(changes.note(actor, "shift-removed", Map.of("id", id.toString())));
    }

    private Mono<People.Member> member(String subject) {
        return people.find(subject).switchIfEmpty(OrgProblems.refuse(OrgProblems.NO_PERSON));
    }

    /// The station exists, at or below the administrator's own.
    Mono<Void> own(Actor actor, StationPath station) {
        return stations.find(station)
                .filter(s -> actor.station().covers(s.path()))
                .switchIfEmpty(OrgProblems.refuse(OrgProblems.NO_STATION))
                .then();
    }

    static Set<Role> roles(List<String> words) {
        var roles = EnumSet.noneOf(Role.class);
        for (var role : Role.values()) {
            if (role != Role.TERMINAL && words.contains(role.name())) {
                roles.add(role);
            }
        }
        if (roles.isEmpty() || roles.size() != new HashSet<>(words).size()) {
            throw OrgProblems.refused(OrgProblems.ROLES);
        }
        return roles;
    }
}
