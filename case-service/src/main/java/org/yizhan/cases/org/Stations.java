package org.yizhan.cases.org;

import static org.yizhan.cases.row.Columns.required;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The stations in the database.
@Component
public class Stations {

    /// More communities than any district has.
    private static final int MOST = 1_000;

    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final DatabaseClient database;
    private final Cache<StationPath, Station> remembered =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

    Stations(DatabaseClient database) {
        this.database = database;
    }

    /// Empty when there is no such station.
    public Mono<Station> find(StationPath path) {
        return database.sql(
                        "SELECT path::text AS path, kind, name, name_en FROM cases.station WHERE path = CAST(:path AS ltree)")
                .bind("path", path.value())
                .map(Stations::station)
                .one();
    }

    /// The same, as it was at most [#REMEMBERED] ago: for who only has to know that there is such a station.
    public Mono<Station> known(StationPath path) {
        var seen = remembered.getIfPresent(path);
        return seen == null ? find(path).doOnNext(station -> remembered.put(path, station)) : Mono.just(seen);
    }

    /// The communities at or below a station.
    public Flux<Station> communities(StationPath under) {
        return database.sql("""
                        SELECT path::text AS path, kind, name, name_en FROM cases.station
                        WHERE kind = 'community' AND path <@ CAST(:under AS ltree)
                        ORDER BY path LIMIT :most
                        """)
                .bind("under", under.value())
                .bind("most", MOST)
                .map(Stations::station)
                .all();
    }

    Mono<Long> put(Station station) {
        return database.sql("""
                        INSERT INTO cases.station (path, level, kind, name, name_en)
                        VALUES (CAST(:path AS ltree), :level, :kind, :name, :nameEn)
                        ON CONFLICT (path) DO NOTHING
                        """)
                .bind("path", station.path().value())
                .bind("level", station.path().level())
                .bind("kind", station.kind())
                .bind("name", station.name())
                .bind("nameEn", station.nameEn())
                .fetch()
                .rowsUpdated();
    }

    /// All stations at or below one, in the tree's order.
    Flux<Station> under(StationPath under, int page) {
        return database.sql("""
                        SELECT path::text AS path, kind, name, name_en FROM cases.station
                        WHERE path <@ CAST(:under AS ltree) ORDER BY path LIMIT :most OFFSET :from
                        """)
                .bind("under", under.value())
                .bind("most", MOST)
                .bind("from", (long) page * MOST)
                .map(Stations::station)
                .all();
    }

    /// A new station, or new names for an old one.
    Mono<Void> write(Station station) {
        return database.sql("""
                        INSERT INTO cases.station (path, level, kind, name, name_en)
                        VALUES (CAST(:path AS ltree), :level, :kind, :name, :nameEn)
                        ON CONFLICT (path) DO UPDATE SET name = :name, name_en = :nameEn
                        """)
                .bind("path", station.path().value())
                .bind("level", station.path().level())
                .bind("kind", station.kind())
                .bind("name", station.name())
                .bind("nameEn", station.nameEn())
                .then();
    }

    /// Nobody else changes the tree until the transaction ends; reading goes on.
    Mono<Void> hold() {
        return database.sql("LOCK TABLE cases.station IN SHARE ROW EXCLUSIVE MODE")
                .then();
    }

    private static Station station(Readable row) {
        return new Station(
                new StationPath(required(row, "path", String.class)),
                required(row, "kind", String.class),
                required(row, "name", String.class),
                required(row, "name_en", String.class));
    }
}
