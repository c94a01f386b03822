package org.yizhan.cases.org;

import java.time.Clock;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.security.Actor;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Who changed what in the organisation. Written in the transaction of the change.
@Component
public class OrgChanges {

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Clock clock;

    OrgChanges(DatabaseClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    public Mono<Void> note(Actor actor, String what, Map<String, ?> detail) {
        return database.sql("""
                        INSERT INTO cases.org_change (at, made_by, what, detail)
                        VALUES (:at, :by, :what, CAST(:detail AS jsonb))
                        """)
                .bind("at", clock.instant())
                .bind("by", actor.subject())
                .bind("what", what)
                .bind("detail", json.writeValueAsString(detail))
                .then();
    }

    /// Number of the latest change; 0 before the first.
    Mono<Long> latest() {
        return database.sql("SELECT coalesce(max(id), 0) FROM cases.org_change")
                .mapValue(Long.class)
                .one();
    }
}
