package org.yizhan.cases.command;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.cases.docket.CommandNote;
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

    /// An answer as it is kept.
    CommandNote note(String subject, String key, String route, byte[] bodyHash, Kept kept, Instant now) {
        return new CommandNote(
                subject,
                key,
                route,
                bodyHash,
                kept.status(),
                kept.location(),
                confidential.encrypt(PURPOSE, kept.body()),
                now);
    }

    /// Empty when no command with this key was carried out.
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
