package org.yizhan.cases.catalogue;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.security.Actor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// `cases.catalogue_release`.
@Component
class Releases {

    /// Hundreds of times what a bureau publishes.
    private static final int MOST = 10_000;

    private final DatabaseClient database;

    Releases(DatabaseClient database) {
        this.database = database;
    }

    /// All, the first one first.
    Flux<Release> all() {
        return database.sql("SELECT * FROM cases.catalogue_release ORDER BY drafted_at, id LIMIT " + MOST)
                .map(Releases::release)
                .all();
    }

    /// Empty when there is none.
    Mono<Release> find(UUID id) {
        return database.sql("SELECT * FROM cases.catalogue_release WHERE id = :id")
                .bind("id", id)
                .map(Releases::release)
                .one();
    }

    /// Held until the transaction ends. Empty when there is none.
    Mono<Release> lock(UUID id) {
        return database.sql("SELECT * FROM cases.catalogue_release WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map(Releases::release)
                .one();
    }

    Mono<Release> add(Release release) {
        return database.sql("""
                        INSERT INTO cases.catalogue_release (id, file, yaml, drafted_by, drafted_by_name, drafted_at)
                        VALUES (:id, :file, :yaml, :by, :name, :at)
                        """)
                .bind("id", release.id())
                .bind("file", release.file())
                .bind("yaml", release.yaml())
                .bind("by", release.draftedBy())
                .bind("name", release.draftedByName())
                .bind("at", release.draftedAt())
                .then()
                .thenReturn(release);
    }

    /// Published releases take turns, so that no two publish the same version.
    Mono<Void> queueUp() {
        return database.sql("SELECT pg_advisory_xact_lock(hashtext('cases.catalogue_release'))")
                .then();
    }

    Mono<Void> publish(UUID id, Actor by, Instant at, Instant effectiveAt) {
        return database.sql("""
                        UPDATE cases.catalogue_release SET published_by = :by, published_by_name = :name,
                            published_at = :at, effective_at = :effective WHERE id = :id
                        """)
                .bind("id", id)
                .bind("by", by.subject())
                .bind("name", by.name())
                .bind("at", at)
                .bind("effective", effectiveAt)
                .then();
    }

    Mono<Long> withdraw(UUID id) {
        return database.sql("DELETE FROM cases.catalogue_release WHERE id = :id AND published_at IS NULL")
                .bind("id", id)
                .fetch()
                .rowsUpdated();
    }

    private static Release release(Readable row) {
        return new Release(
                required(row, "id", UUID.class),
                required(row, "file", String.class),
                required(row, "yaml", String.class),
                required(row, "drafted_by", String.class),
                required(row, "drafted_by_name", String.class),
                required(row, "drafted_at", Instant.class),
                row.get("published_by", String.class),
                row.get("published_by_name", String.class),
                row.get("published_at", Instant.class),
                row.get("effective_at", Instant.class));
    }
}
