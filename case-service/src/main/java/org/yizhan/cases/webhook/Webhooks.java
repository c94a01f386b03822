package org.yizhan.cases.webhook;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// `cases.webhook` and `cases.webhook_message`.
@Component
class Webhooks {

    private static final int MOST = 200;

    /// A webhook that was just registered is in nobody's sight until its transaction has ended.
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final DatabaseClient database;
    private final Clock clock;
    private volatile boolean any = true;
    private volatile Instant surelyUntil = Instant.MIN;

    Webhooks(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Whether anybody may listen, as far as this process knows: a moment behind what other processes registered.
    boolean mayListen() {
        return any || clock.instant().isBefore(surelyUntil);
    }

    /// Looks whether anybody does.
    Mono<Void> look() {
        return database.sql("SELECT EXISTS (SELECT FROM cases.webhook) AS any_at_all")
                .map(row -> required(row, "any_at_all", Boolean.class))
                .one()
                .doOnNext(found -> any = found)
                .then();
    }

    /// A message that is due.
    record Message(UUID id, String url, byte[] secret, String body, int tries) {}

    Mono<Void> add(Webhook hook) {
        surelyUntil = clock.instant().plus(ENDING);
        var statement = database.sql("""
                        INSERT INTO cases.webhook (id, url, secret, station, program, made_by, made_at)
                        VALUES (:id, :url, :secret, CAST(:station AS ltree), :program, :by, :at)
                        """)
                .bind("id", hook.id())
                .bind("url", hook.url())
                .bind("secret", hook.secret())
                .bind("station", hook.station().value())
                .bind("by", hook.madeBy())
                .bind("at", hook.madeAt());
        var program = hook.program();
        return (program == null ? statement.bindNull("program", String.class) : statement.bind("program", program))
                .then();
    }

    /// Those of a station and below; a program's own when it asks.
    Flux<Webhook> of(StationPath station, @Nullable String program) {
        var sql = "SELECT id, url, secret, station::text AS station, program, made_by, made_at FROM cases.webhook"
                + " WHERE station <@ CAST(:station AS ltree)" + (program == null ? "" : " AND program = :program")
                + " ORDER BY made_at LIMIT " + MOST;
        var statement = database.sql(sql).bind("station", station.value());
        return (program == null ? statement : statement.bind("program", program))
                .map(Webhooks::webhook)
                .all();
    }

    Mono<Long> remove(UUID id, StationPath station, @Nullable String program) {
        var sql = "DELETE FROM cases.webhook WHERE id = :id AND station <@ CAST(:station AS ltree)"
                + (program == null ? "" : " AND program = :program");
        var statement = database.sql(sql).bind("id", id).bind("station", station.value());
        return (program == null ? statement : statement.bind("program", program))
                .fetch()
                .rowsUpdated();
    }

    /// Puts a message into the letter box of everyone who may see the case and wants to be told.
    Mono<Void> post(CaseId caseId, long version, String type, Instant at) {
        return database.sql("""
                        INSERT INTO cases.webhook_message (id, webhook, case_id, version, body, tries, due)
                        SELECT gen_random_uuid(), w.id, f.id, :version,
                            json_build_object('type', CAST(:type AS text), 'timestamp', CAST(:stamp AS text), 'data',
                                json_build_object('case', f.id, 'number', f.number, 'item', f.item, 'version',
                                    CAST(:version AS bigint), 'state', f.state, 'step', f.step))::text, 0, :at
                        FROM cases.case_file f JOIN cases.webhook w ON f.scope <@ w.station
                            AND (w.program IS NULL OR (f.opened_by = w.program AND f.channel = 'api'))
                        WHERE f.id = :case
                        """)
                .bind("case", caseId.value())
                .bind("version", version)
                .bind("type", type)
                .bind("stamp", at.toString())
                .bind("at", at)
                .then();
    }

    /// Messages that are due, held until the transaction ends; those that another process holds are left to it. Of one
    /// case the older message goes first.
    Flux<Message> due(Instant now, int most) {
        return database.sql("""
                        SELECT m.id, w.url, w.secret, m.body, m.tries FROM cases.webhook_message m
                        JOIN cases.webhook w ON w.id = m.webhook
                        WHERE m.due <= :now AND NOT EXISTS (SELECT FROM cases.webhook_message o WHERE o.webhook = m.webhook
                            AND o.case_id = m.case_id AND o.due IS NOT NULL AND o.version < m.version)
                        ORDER BY m.due LIMIT :most FOR UPDATE OF m SKIP LOCKED
                        """)
                .bind("now", now)
                .bind("most", most)
                .map(row -> new Message(
                        required(row, "id", UUID.class),
                        required(row, "url", String.class),
                        required(row, "secret", byte[].class),
                        required(row, "body", String.class),
                        required(row, "tries", Integer.class)))
                .all();
    }

    /// @param again when to try again; null when it is done or given up
    Mono<Void> note(UUID id, int tries, @Nullable Instant again, @Nullable String problem, Instant now) {
        var statement = database.sql("""
                        UPDATE cases.webhook_message SET tries = :tries, due = :again, problem = :problem,
                            done = CASE WHEN CAST(:again AS timestamptz) IS NULL THEN CAST(:now AS timestamptz) END WHERE id = :id
                        """).bind("id", id).bind("tries", tries).bind("now", now);
        statement = again == null ? statement.bindNull("again", Instant.class) : statement.bind("again", again);
        return (problem == null ? statement.bindNull("problem", String.class) : statement.bind("problem", problem))
                .then();
    }

    /// Done messages are kept for a while, for who asks what was sent.
    Mono<Long> forget(Instant before) {
        return database.sql("DELETE FROM cases.webhook_message WHERE done < :before")
                .bind("before", before)
                .fetch()
                .rowsUpdated();
    }

    private static Webhook webhook(Readable row) {
        return new Webhook(
                required(row, "id", UUID.class),
                required(row, "url", String.class),
                required(row, "secret", byte[].class),
                new StationPath(required(row, "station", String.class)),
                row.get("program", String.class),
                required(row, "made_by", String.class),
                required(row, "made_at", Instant.class));
    }
}
