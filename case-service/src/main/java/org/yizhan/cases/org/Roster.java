package org.yizhan.cases.org;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Who leads at which station, minute by minute.
@Component
public class Roster {

    private static final int MOST = 1_000;

    private final DatabaseClient database;

    Roster(DatabaseClient database) {
        this.database = database;
    }

    /// The leader on duty for what belongs to `scope`: of the station at `level` above it or, when it has nobody at
    /// that
    /// minute, of the next one up. Empty when nobody is on duty anywhere above.
    public Mono<People.Member> leader(StationPath scope, int level, Instant at) {
        return database.sql("""
                        SELECT p.subject, p.name, p.station::text AS station, p.roles
                        FROM cases.duty d JOIN cases.person p USING (subject)
                        WHERE d.station @> CAST(:scope AS ltree) AND nlevel(d.station) <= :deepest
                            AND d.from_at <= :at AND :at < d.until_at AND p.active
                        ORDER BY nlevel(d.station) DESC, d.from_at DESC, p.subject LIMIT 1
                        """)
                .bind("scope", scope.value())
                .bind("deepest", level + 1)
                .bind("at", at)
                .map(People::member)
                .one();
    }

    /// One shift of the roster.
    ///
    /// @param until the first moment at which they are off duty; of a night shift on the next day
    public record Shift(UUID id, StationPath station, String subject, String name, Instant from, Instant until) {}

    /// Shifts of a station and below that touch a span of time.
    Flux<Shift> between(StationPath station, Instant from, Instant until) {
        return database.sql("""
                        SELECT d.id, d.station::text AS station, d.subject, p.name, d.from_at, d.until_at
                        FROM cases.duty d JOIN cases.person p USING (subject)
                        WHERE d.station <@ CAST(:station AS ltree) AND d.from_at < :until AND :from < d.until_at
                        ORDER BY d.from_at, d.station LIMIT :most
                        """)
                .bind("station", station.value())
                .bind("from", from)
                .bind("until", until)
                .bind("most", MOST)
                .map(row -> new Shift(
                        required(row, "id", UUID.class),
                        new StationPath(required(row, "station", String.class)),
                        required(row, "subject", String.class),
                        required(row, "name", String.class),
                        required(row, "from_at", Instant.class),
                        required(row, "until_at", Instant.class)))
                .all();
    }

    Mono<Void> add(UUID id, StationPath station, String subject, Instant from, Instant until) {
        return database.sql("""
                        INSERT INTO cases.duty (id, station, subject, from_at, until_at)
                        VALUES (:id, CAST(:station AS ltree), :subject, :from, :until)
                        """)
                .bind("id", id)
                .bind("station", station.value())
                .bind("subject", subject)
                .bind("from", from)
                .bind("until", until)
                .then();
    }

    /// Nothing when it is not of that station or below.
    Mono<Long> remove(UUID id, StationPath within) {
        return database.sql("DELETE FROM cases.duty WHERE id = :id AND station <@ CAST(:within AS ltree)")
                .bind("id", id)
                .bind("within", within.value())
                .fetch()
                .rowsUpdated();
    }
}
