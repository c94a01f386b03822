package org.yizhan.cases.org;

import java.time.LocalDate;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Working hours and single days of stations in the database. In the caller's transaction.
@Component
public class Calendars {

    private final DatabaseClient database;
    private final Appointing appointing;
    private final OrgChanges changes;
    private final Organisation organisation;

    Calendars(DatabaseClient database, Appointing appointing, OrgChanges changes, Organisation organisation) {
        this.database = database;
        this.appointing = appointing;
        this.changes = changes;
        this.organisation = organisation;
    }

    public Mono<Void> hours(Actor actor, StationPath station, String hours) {
        return appointing
                .own(actor, station)
                .then(database.sql("""
                                INSERT INTO cases.working_hours (station, hours)
                                VALUES (CAST(:station AS ltree), :hours)
                                ON CONFLICT (station) DO UPDATE SET hours = :hours
                                """)
                        .bind("station", station.value())
                        .bind("hours", hours)
                        .then())
                .then(changes.note(actor, "hours", Map.of("station", station.value(), "hours", hours)));
    }

    public Mono<Void> day(Actor actor, StationPath station, LocalDate day, boolean workday, String note) {
        return appointing
                .own(actor, station)
                .then(database.sql("""
                                INSERT INTO cases.working_day (station, day, workday, note)
                                VALUES (CAST(:station AS ltree), :day, :workday, :note)
                                ON CONFLICT (station, day) DO UPDATE SET workday = :workday, note = :note
                                """)
                        .bind("station", station.value())
                        .bind("day", day)
                        .bind("workday", workday)
                        .bind("note", note)
                        .then())
                .then(changes.note(
                        actor,
                        "day",
                        Map.of("station", station.value(), "day", day.toString(), "workday", workday, "note", note)));
    }

    /// After the commit: everybody reckons with it.
    public Mono<Void> read() {
        return organisation.refresh();
    }
}
