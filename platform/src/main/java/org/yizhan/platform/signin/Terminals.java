package org.yizhan.platform.signin;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Booths and screens that may be signed in.
@Component
class Terminals {

    record Terminal(String id, String name, StationPath station) {}

    private final DatabaseClient database;

    Terminals(DatabaseClient database) {
        this.database = database;
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
}
