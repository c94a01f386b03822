package org.yizhan.platform.security;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// `platform.session`, by the hash of the cookie.
@Component
class SessionStore {

    private final DatabaseClient database;

    SessionStore(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> add(byte[] hash, Session session) {
        return database.sql("""
                        insert into platform.session
                          (hash, id, subject, name, roles, station, kind, created, last_seen, expires)
                        values
                          (:hash, :id, :subject, :name, :roles, :station, :kind, :created, :lastSeen, :expires)
                        """)
                .bind("hash", hash)
                .bind("id", session.id())
                .bind("subject", session.subject())
                .bind("name", session.name())
                .bind("roles", session.roles().stream().map(Role::name).toArray(String[]::new))
                .bind("station", session.station().toString())
                .bind("kind", session.kind().text())
                .bind("created", session.created())
                .bind("lastSeen", session.lastSeen())
                .bind("expires", session.expires())
                .then();
    }

    Mono<Session> find(byte[] hash) {
        return database.sql("select * from platform.session where hash = :hash")
                .bind("hash", hash)
                .map(SessionStore::session)
                .one();
    }

    Mono<Void> prolong(byte[] hash, Instant now, Instant expires) {
        return database.sql("update platform.session set last_seen = :now, expires = :expires where hash = :hash")
                .bind("now", now)
                .bind("expires", expires)
                .bind("hash", hash)
                .then();
    }

    /// The session that was ended; empty when there was none.
    Mono<Session> remove(byte[] hash) {
        return database.sql("delete from platform.session where hash = :hash returning *")
                .bind("hash", hash)
                .map(SessionStore::session)
                .one();
    }

    /// Hashes of the cookies whose sessions are those of a terminal.
    Flux<byte[]> ofTerminal(String id) {
        return database.sql("select hash from platform.session where subject = :subject and kind = 'terminal'")
                .bind("subject", id)
                .map(row -> Columns.get(row, "hash", byte[].class))
                .all();
    }

    Mono<Long> removeExpired(Instant now) {
        return database.sql("delete from platform.session where expires <= :now")
                .bind("now", now)
                .fetch()
                .rowsUpdated();
    }

    private static Session session(Readable row) {
        return new Session(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "subject", String.class),
                Columns.get(row, "name", String.class),
                Arrays.stream(Columns.get(row, "roles", String[].class))
                        .map(Role::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                new StationPath(Columns.get(row, "station", String.class)),
                SessionKind.of(Columns.get(row, "kind", String.class)),
                Columns.get(row, "created", Instant.class),
                Columns.get(row, "last_seen", Instant.class),
                Columns.get(row, "expires", Instant.class));
    }
}
