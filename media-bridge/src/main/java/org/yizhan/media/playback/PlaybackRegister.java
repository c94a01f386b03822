package org.yizhan.media.playback;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.RecordingId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The register of looks at recordings. Only ever added to.
@Component
class PlaybackRegister {

    private final DatabaseClient database;

    PlaybackRegister(DatabaseClient database) {
        this.database = database;
    }

    Mono<UUID> add(RecordingId recording, Actor actor, String reason, Instant at) {
        UUID id = UUID.randomUUID();
        return database.sql("insert into media.playback"
                        + " (id, recording, subject, name, station, session, reason, at) values"
                        + " (:id, :recording, :subject, :name, :station, :session, :reason, :at)")
                .bind("id", id)
                .bind("recording", recording.value())
                .bind("subject", actor.subject())
                .bind("name", actor.name())
                .bind("station", actor.station().value())
                .bind("session", actor.session())
                .bind("reason", reason)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .then()
                .thenReturn(id);
    }

    /// Whether this is a playback of that recording by this session, and not from too long ago.
    Mono<Boolean> isOpen(UUID playback, RecordingId recording, Actor actor, Instant now, Duration validFor) {
        return database.sql("select 1 from media.playback where id = :id and recording = :recording"
                        + " and session = :session and subject = :subject and at > :since")
                .bind("id", playback)
                .bind("recording", recording.value())
                .bind("session", actor.session())
                .bind("subject", actor.subject())
                .bind("since", now.minus(validFor).atOffset(ZoneOffset.UTC))
                .map(_ -> true)
                .one()
                .defaultIfEmpty(false);
    }

    /// Notes that a playback opens a source, the first time.
    Mono<Void> opens(UUID playback, int source, Instant now) {
        return database.sql("insert into media.playback_source (playback, source, at) values (:id, :source, :at)"
                        + " on conflict do nothing")
                .bind("id", playback)
                .bind("source", source)
                .bind("at", now.atOffset(ZoneOffset.UTC))
                .then();
    }

    /// Notes that the whole recording is asked for as one film.
    ///
    /// @return whether this playback asks for the first time
    Mono<Boolean> exports(UUID playback, Instant now) {
        return database.sql("insert into media.playback_film (playback, at) values (:id, :at) on conflict do nothing")
                .bind("id", playback)
                .bind("at", now.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(added -> added > 0);
    }

    /// Whether the playback has asked for the film.
    Mono<Boolean> exported(UUID playback) {
        return database.sql("select 1 from media.playback_film where playback = :id")
                .bind("id", playback)
                .map(_ -> true)
                .one()
                .defaultIfEmpty(false);
    }

    Flux<Playback> of(RecordingId recording) {
        return database.sql("select p.id, p.recording, p.subject, p.name, p.station, p.reason, p.at,"
                        + " coalesce((select array_agg(s.source order by s.at, s.source) from media.playback_source s"
                        + " where s.playback = p.id), '{}') as sources, f.at as exported"
                        + " from media.playback p left join media.playback_film f on f.playback = p.id"
                        + " where p.recording = :recording order by p.at, p.id")
                .bind("recording", recording.value())
                .map(PlaybackRegister::row)
                .all();
    }

    private static Playback row(Readable row) {
        OffsetDateTime exported = Columns.orNull(row, "exported", OffsetDateTime.class);
        return new Playback(
                Columns.get(row, "id", UUID.class),
                new RecordingId(Columns.get(row, "recording", UUID.class)),
                Columns.get(row, "subject", String.class),
                Columns.get(row, "name", String.class),
                Columns.get(row, "station", String.class),
                Columns.get(row, "reason", String.class),
                Columns.get(row, "at", OffsetDateTime.class).toInstant(),
                List.of(Columns.get(row, "sources", Integer[].class)),
                exported == null ? null : exported.toInstant());
    }
}
