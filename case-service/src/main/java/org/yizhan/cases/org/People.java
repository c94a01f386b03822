package org.yizhan.cases.org;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.process.Person;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Who works here.
@Component
public class People {

    /// More than one page of a picker shows.
    private static final int MOST = 500;

    private static final String SELECT = "SELECT subject, name, station::text AS station, roles FROM cases.person ";

    private final DatabaseClient database;

    People(DatabaseClient database) {
        this.database = database;
    }

    /// Somebody who works here, and as what.
    public record Member(Person person, Set<Role> roles) {}

    /// Empty when nobody of that account works here.
    public Mono<Member> find(String subject) {
        return database.sql(SELECT + "WHERE subject = :subject AND active")
                .bind("subject", subject)
                .map(People::member)
                .one();
    }

    /// Who works at a station or below, by station and name.
    Flux<Member> under(StationPath station) {
        return database.sql(SELECT
                        + "WHERE station <@ CAST(:station AS ltree) AND active ORDER BY station, name LIMIT :most")
                .bind("station", station.value())
                .bind("most", MOST)
                .map(People::member)
                .all();
    }

    /// Who works at a station or above it: those who may see what belongs to it.
    Flux<Member> above(StationPath station) {
        return database.sql(SELECT
                        + "WHERE station @> CAST(:station AS ltree) AND active ORDER BY station DESC, name LIMIT :most")
                .bind("station", station.value())
                .bind("most", MOST)
                .map(People::member)
                .all();
    }

    Mono<Void> put(Person person, Set<Role> roles, boolean active) {
        return database.sql("""
                        INSERT INTO cases.person (subject, name, station, roles, active)
                        VALUES (:subject, :name, CAST(:station AS ltree), :roles, :active)
                        ON CONFLICT (subject) DO UPDATE SET name = :name, station = CAST(:station AS ltree),
                            roles = :roles, active = :active
                        """)
                .bind("subject", person.subject())
                .bind("name", person.name())
                .bind("station", person.station().value())
                .bind("roles", roles.stream().map(Role::name).sorted().toArray(String[]::new))
                .bind("active", active)
                .then();
    }

    static Member member(Readable row) {
        var person = new Person(
                required(row, "subject", String.class),
                required(row, "name", String.class),
                new StationPath(required(row, "station", String.class)));
        var roles = Arrays.stream(required(row, "roles", String[].class))
                .map(Role::valueOf)
                .collect(Collectors.toUnmodifiableSet());
        return new Member(person, roles);
    }
}
