package org.yizhan.cases.command;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.confidential.Confidential;
import reactor.core.publisher.Mono;

/// Answers already given, encrypted, by who asked and their key.
@Component
class KeptAnswers {

    private static final String PURPOSE = "idempotency.answer";

    private final DatabaseClient database;
    private final Confidential confidential;

    KeptAnswers(DatabaseClient database, Confidential confidential) {
        this.database = database;
        this.confidential = confidential;
    }

    record Kept(int status, @Nullable String location, byte[] body) {}

    record Found(byte[] bodyHash, Kept answer) {}

    /// True for the first to come with this key. Whoever comes while the first is at work waits for its end.
    Mono<Boolean> claim(String subject, String key, String route, byte[] bodyHash, Instant now) {
        return database.sql("""
                        INSERT INTO cases.idempotency (subject, key, route, body_hash, at)
                        VALUES (:subject, :key, :route, :hash, :at) ON CONFLICT DO NOTHING
                        """)
                .bind("subject", subject)
                .bind("key", key)
                .bind("route", route)
                .bind("hash", bodyHash)
                .bind("at", now)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> keep(String subject, String key, Kept kept) {
        var statement = database.sql("""
                        UPDATE cases.idempotency SET status = :status, location = :location, answer = :answer
                        WHERE subject = :subject AND key = :key
                        """)
                .bind("subject", subject)
                .bind("key", key)
                .bind("status", kept.status())
                .bind("answer", confidential.encrypt(PURPOSE, kept.body()));
        var location = kept.location();
        return (location == null ? statement.bindNull("location", String.class) : statement.bind("location", location))
                .then();
    }

    Mono<Found> find(String subject, String key) {
        return database.sql("""
                        SELECT body_hash, status, location, answer FROM cases.idempotency
                        WHERE subject = :subject AND key = :key
                        """)
                .bind("subject", subject)
                .bind("key", key)
                .map(row -> new Found(
                        required(row, "body_hash", byte[].class),
                        new Kept(
                                required(row, "status", Integer.class),
                                row.get("location", String.class),
                                confidential.decryptBytes(PURPOSE, required(row, "answer", byte[].class)))))
                .one();
    }

    Mono<Long> forget(Instant before) {
        return database.sql("DELETE FROM cases.idempotency WHERE at < :before")
                .bind("before", before)
                .fetch()
                .rowsUpdated();
    }
}
