package org.yizhan.platform.signin;

import java.time.Clock;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.security.Secrets;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// `platform.sign_in`: by the hash of the state, each taken once. In the database, so that a sign-in survives a restart
/// between its two halves and may end on another node.
@Component
class PendingSignIns {

    static final Duration LASTS = Duration.ofMinutes(15);

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Clock clock;

    PendingSignIns(DatabaseClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    Mono<Void> add(String state, Pending pending) {
        var now = clock.instant();
        return database.sql("delete from platform.sign_in where expires < :now")
                .bind("now", now)
                .then()
                .then(database.sql("insert into platform.sign_in (hash, request, expires)"
                                + " values (:hash, :request::jsonb, :expires)")
                        .bind("hash", Secrets.sha256(state))
                        .bind("request", json.writeValueAsString(pending))
                        .bind("expires", now.plus(LASTS))
                        .then());
    }

    /// Empty when there is none, it has expired or was taken before.
    Mono<Pending> take(String state) {
        return database.sql("delete from platform.sign_in where hash = :hash and expires > :now"
                        + " returning request::text")
                .bind("hash", Secrets.sha256(state))
                .bind("now", clock.instant())
                .mapValue(String.class)
                .one()
                .map(request -> json.readValue(request, Pending.class));
    }
}
