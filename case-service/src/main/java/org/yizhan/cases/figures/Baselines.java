package org.yizhan.cases.figures;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The baselines of stations.
@Component
class Baselines {

    private static final TypeReference<List<Baseline.Step>> STEPS = new TypeReference<>() {};

    private final DatabaseClient database;
    private final JsonMapper json;

    Baselines(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// Of the station, or of the nearest one above it that has one.
    Mono<Optional<Baseline>> of(StationPath station) {
        return database.sql("""
                        SELECT place::text AS place, from_day, until_day, cycle_hours, steps::text AS steps, set_at
                        FROM cases.baseline WHERE place @> CAST(:station AS ltree) ORDER BY nlevel(place) DESC LIMIT 1
                        """)
                .bind("station", station.value())
                .map(row -> new Baseline(
                        new StationPath(required(row, "place", String.class)),
                        required(row, "from_day", LocalDate.class),
                        required(row, "until_day", LocalDate.class),
                        required(row, "set_at", Instant.class),
                        row.get("cycle_hours", Double.class),
                        json.readValue(required(row, "steps", String.class), STEPS)))
                .one()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    /// In place of the one before.
    Mono<Void> keep(Baseline baseline, String by) {
        var statement = database.sql("""
                        INSERT INTO cases.baseline (place, from_day, until_day, cycle_hours, steps, set_by, set_at)
                        VALUES (CAST(:place AS ltree), :from, :until, :cycle, CAST(:steps AS json), :by, :at)
                        ON CONFLICT (place) DO UPDATE SET from_day = excluded.from_day, until_day = excluded.until_day,
                            cycle_hours = excluded.cycle_hours, steps = excluded.steps, set_by = excluded.set_by,
                            set_at = excluded.set_at
                        """)
                .bind("place", baseline.station().value())
                .bind("from", baseline.from())
                .bind("until", baseline.until())
                .bind("steps", json.writeValueAsString(baseline.steps()))
                .bind("by", by)
                .bind("at", baseline.setAt());
        var cycle = baseline.cycleHours();
        return (cycle == null ? statement.bindNull("cycle", Double.class) : statement.bind("cycle", cycle)).then();
    }

    Mono<Void> drop(StationPath station) {
        return database.sql("DELETE FROM cases.baseline WHERE place = CAST(:place AS ltree)")
                .bind("place", station.value())
                .then();
    }
}
