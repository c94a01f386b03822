package org.yizhan.cases.org;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Secondments and substitutions in the database. They are ended, never deleted: the trail names them.
@Component
class Postings {

    private static final String SELECT = """
            SELECT id, kind, subject, station::text AS station, roles, behalf, from_at, until_at FROM cases.posting\s""";
    private static final int MOST = 1_000;

    private final DatabaseClient database;

    Postings(DatabaseClient database) {
        this.database = database;
    }

    /// Those that hold now or later.
    Flux<Posting> endingAfter(Instant now) {
        return database.sql(SELECT + "WHERE until_at > :now")
                .bind("now", now)
                .map(Postings::posting)
                .all();
    }

    /// Past and present ones of a station and below, latest first.
    Flux<Posting> under(StationPath station) {
        return database.sql(SELECT + "WHERE station <@ CAST(:station AS ltree) ORDER BY from_at DESC, id LIMIT :most")
                .bind("station", station.value())
                .bind("most", MOST)
                .map(Postings::posting)
                .all();
    }

    Mono<Posting> find(UUID id) {
        return database.sql(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map(Postings::posting)
                .one();
    }

    Mono<Void> add(Posting posting) {
        var statement = database.sql("""
                        INSERT INTO cases.posting (id, kind, subject, station, roles, behalf, from_at, until_at)
                        VALUES (:id, :kind, :subject, CAST(:station AS ltree), :roles, :behalf, :from, :until)
                        """)
                .bind("id", posting.id())
                .bind("kind", posting.kind())
                .bind("subject", posting.subject())
                .bind("station", posting.station().value())
                .bind("roles", posting.roles().stream().map(Role::name).sorted().toArray(String[]::new))
                .bind("from", posting.from())
                .bind("until", posting.until());
        var behalf = posting.behalf();
        return (behalf == null ? statement.bindNull("behalf", String.class) : statement.bind("behalf", behalf)).then();
    }

    /// One that has not begun yet holds for no time at all: it ends a moment after its beginning.
    Mono<Void> end(UUID id, Instant now) {
        return database.sql("""
                        UPDATE cases.posting
                        SET until_at = greatest(:now, from_at + interval '1 microsecond')
                        WHERE id = :id AND until_at > :now
                        """).bind("id", id).bind("now", now).then();
    }

    private static Posting posting(Readable row) {
        return new Posting(
                required(row, "id", UUID.class),
                required(row, "kind", String.class),
                required(row, "subject", String.class),
                new StationPath(required(row, "station", String.class)),
                Arrays.stream(required(row, "roles", String[].class))
                        .map(Role::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                row.get("behalf", String.class),
                required(row, "from_at", Instant.class),
                required(row, "until_at", Instant.class));
    }
}
