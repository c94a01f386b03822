package org.yizhan.platform.outbox;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Gives each part its outbox: `outboxes.in("cases")`.
@Component
public class Outboxes {

    private final DatabaseClient database;
    private final EventJson json;
    private final OutboxWake wake;
    private final ConcurrentMap<String, Outbox> bySchema = new ConcurrentHashMap<>();

    Outboxes(DatabaseClient database, JsonMapper mapper, OutboxWake wake) {
        this.database = database;
        this.wake = wake;
        this.json = new EventJson(mapper);
    }

    /// The outbox in a part's own schema.
    public Outbox in(String schema) {
        return bySchema.computeIfAbsent(schema, it -> new TransactionalOutbox(it, database, json, wake));
    }
}
