package org.yizhan.cases.org;

import static org.yizhan.cases.row.Columns.required;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Moves a station with everything below it to another place in the tree, in the caller's transaction: its people, its
/// cases and its roster go along, and where it was before stays known. Accounts that still name the old path keep
/// working. What the trail of a case says stays as it was said.
@Component
class Moves {

    /// Everything that lies at a place of the tree; table and column.
    private static final Map<String, String> PLACED = Map.of(
            "cases.person", "station",
            "cases.duty", "station",
            "cases.baseline", "place",
            "cases.posting", "station",
            "cases.working_hours", "station",
            "cases.working_day", "station");

    private final DatabaseClient database;
    private final Stations stations;
    private final OrgChanges changes;
    private final Clock clock;

    Moves(DatabaseClient database, Stations stations, OrgChanges changes, Clock clock) {
        this.database = database;
        this.stations = stations;
        this.changes = changes;
        this.clock = clock;
    }

    /// @param under the station that it will belong to
    Mono<StationPath> move(Actor actor, StationPath path, StationPath under) {
        if (path.level() == 0 || under.level() != path.level() - 1) {
            return OrgProblems.refuse(OrgProblems.KIND);
        }
        var target = new StationPath(under + path.value().substring(path.value().lastIndexOf('.')));
        if (path.covers(under)) {
            return OrgProblems.refuse(OrgProblems.INTO_ITSELF);
        }
        if (!actor.station().covers(path) || !actor.station().covers(under)) {
            return OrgProblems.refuse(OrgProblems.NO_STATION);
        }
        return stations.hold()
                .then(stations.find(under).switchIfEmpty(OrgProblems.refuse(OrgProblems.NO_STATION)))
                .then(stations.find(path).switchIfEmpty(OrgProblems.refuse(OrgProblems.NO_STATION)))
                .then(stations.find(target)
                        .flatMap(_ -> OrgProblems.<Void>refuse(OrgProblems.EXISTS))
                        .then())
                .then(remember(actor, path, target))
                .thenMany(Flux.fromIterable(PLACED.entrySet()))
                .concatMap(e -> shift(e.getKey(), e.getValue(), path, target))
                .then(shift("cases.station", "path", path, target))
                .then(shift("cases.case_file", "scope", path, target))
                .then(shift("cases.case_file", "station", path, target))
                .then(changes.note(actor, "move", Map.of("from", path.value(), "to", target.value())))
                .thenReturn(target);
    }

    /// Names are constants of this class, never input.
    private Mono<Void> shift(String table, String column, StationPath from, StationPath to) {
        return database.sql("""
                        UPDATE %1$s SET %2$s = CASE WHEN %2$s = CAST(:from AS ltree) THEN CAST(:to AS ltree)
                            ELSE CAST(:to AS ltree) || subpath(%2$s, nlevel(CAST(:from AS ltree))) END
                        WHERE %2$s <@ CAST(:from AS ltree)
                        """.formatted(table, column))
                .bind("from", from.value())
                .bind("to", to.value())
                .then();
    }

    private Mono<Void> remember(Actor actor, StationPath from, StationPath to) {
        return shift("cases.station_past", "became", from, to)
                .then(database.sql("""
                                INSERT INTO cases.station_past (path, became, name, until_at, moved_by)
                                SELECT path, CASE WHEN path = CAST(:from AS ltree) THEN CAST(:to AS ltree)
                                    ELSE CAST(:to AS ltree) || subpath(path, nlevel(CAST(:from AS ltree))) END,
                                    name, :now, :by
                                FROM cases.station WHERE path <@ CAST(:from AS ltree)
                                """)
                        .bind("from", from.value())
                        .bind("to", to.value())
                        .bind("now", clock.instant())
                        .bind("by", actor.subject())
                        .then());
    }

    /// Where a station was before, latest first.
    record Past(StationPath path, String name, Instant until) {}

    Flux<Past> past(StationPath now) {
        return database.sql("""
                        SELECT path::text AS path, name, until_at FROM cases.station_past
                        WHERE became = CAST(:now AS ltree) ORDER BY until_at DESC
                        """)
                .bind("now", now.value())
                .map(row -> new Past(
                        new StationPath(required(row, "path", String.class)),
                        required(row, "name", String.class),
                        required(row, "until_at", Instant.class)))
                .all();
    }
}
