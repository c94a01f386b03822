package org.yizhan.platform.signin;

import java.time.Clock;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.platform.security.Sessions;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Booths and screens that may be signed in.
@Component
class Terminals {

    record Terminal(String id, String name, StationPath station) {}

    private static final int MOST = 1_000;

    private final DatabaseClient database;
    private final Sessions sessions;
    private final Clock clock;

    Terminals(DatabaseClient database, Sessions sessions, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.clock = clock;
    }

    /// Empty when there is none of this name, or it is locked out.
    Mono<Terminal> find(String id) {
        return database.sql("select * from platform.terminal where id = :id and not disabled")
                .bind("id", id)
                .map(row -> new Terminal(
                        Columns.get(row, "id", String.class),
                        Columns.get(row, "name", String.class),
                        new StationPath(Columns.get(row, "station", String.class))))
                .one();
    }

    /// All of a station and those below it, locked ones too.
    Flux<TerminalController.Shown> under(StationPath station) {
        return database.sql("""
                        select t.*, s.last_seen from platform.terminal t
                        left join (select subject, max(last_seen) as last_seen from platform.session
                          where kind = 'terminal' and expires > :now group by subject) s on s.subject = t.id
                        where t.station = :station or starts_with(t.station, :below) order by t.station, t.id limit :most
                        """)
                .bind("now", clock.instant())
                .bind("station", station.value())
                .bind("below", station.value() + ".")
                .bind("most", MOST)
                .map(row -> {
                    var seen = row.get("last_seen", Instant.class);
                    return new TerminalController.Shown(
                            Columns.get(row, "id", String.class),
                            Columns.get(row, "name", String.class),
                            new StationPath(Columns.get(row, "station", String.class)),
                            Columns.get(row, "disabled", Boolean.class),
                            seen != null,
                            seen);
                })
                .all();
    }

    /// @param within where the writer's own station is; a terminal elsewhere is not theirs
    /// @return false when there is one of this name elsewhere
    Mono<Boolean> put(Terminal terminal, boolean disabled, StationPath within) {
        return database.sql("""
                        insert into platform.terminal as t (id, name, station, disabled)
                        values (:id, :name, :station, :disabled)
                        on conflict (id) do update
                          set name = excluded.name, station = excluded.station, disabled = excluded.disabled
                          where t.station = :within or starts_with(t.station, :below)
                        """)
                .bind("id", terminal.id())
                .bind("name", terminal.name())
                .bind("station", terminal.station().value())
                .bind("disabled", disabled)
                .bind("within", within.value())
                .bind("below", within.value() + ".")
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> (disabled && rows == 1 ? sessions.endTerminal(terminal.id()) : Mono.<Void>empty())
                        .thenReturn(rows == 1));
    }
}
