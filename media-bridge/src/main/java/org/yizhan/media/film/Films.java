package org.yizhan.media.film;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.media.playback.Looks;
import org.yizhan.media.recording.IndexedRecording;
import org.yizhan.platform.outbox.Outbox;
import org.yizhan.platform.outbox.Outboxes;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.RecordingId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Which films there are and are asked for, in the database.
@Component
class Films {

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final Outbox outbox;
    private final Looks looks;

    Films(DatabaseClient database, TransactionalOperator transactions, Outboxes outboxes, Looks looks) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outboxes.in("media");
        this.looks = looks;
    }

    /// Asks for a film unless there is one or it is being made. The look that asks is registered and announced, each
    /// once.
    Mono<Void> ask(Looks.Look look, Instant at) {
        IndexedRecording of = look.recording();
        Mono<Void> film = database.sql("insert into media.film (recording, head_hash, state, asked_at)"
                        + " values (:recording, :head, 'waiting', :at) on conflict (recording) do update"
                        + " set head_hash = :head, state = 'waiting', problem = null, missing = '{}', bytes = null,"
                        + " expires_at = null, asked_at = :at"
                        + " where film.state = 'failed' or film.head_hash <> :head")
                .bind("recording", of.recording().value())
                .bind("head", String.valueOf(of.headHash()))
                .bind("at", utc(at))
                .then();
        return looks.exports(look)
                .filter(first -> first)
                .flatMap(_ -> outbox.announce(new Event.RecordingExported(
                        of.consultation(),
                        of.caseId(),
                        of.recording(),
                        look.playback().toString(),
                        look.actor().station().value(),
                        at)))
                .then(film)
                .as(transactions::transactional);
    }

    Mono<Film> find(RecordingId recording) {
        return database.sql("select recording, state, bytes, missing, problem, expires_at from media.film"
                        + " where recording = :recording")
                .bind("recording", recording.value())
                .map(Films::row)
                .one();
    }

    /// Those that wait, first asked first.
    Flux<RecordingId> waiting() {
        return ids("select recording from media.film where state = 'waiting' order by asked_at limit 20");
    }

    Flux<RecordingId> left() {
        return ids("select recording from media.film where state = 'making'");
    }

    /// Those whose files may be deleted by now; their rows are gone.
    Flux<RecordingId> over(Instant now) {
        return database.sql("delete from media.film where expires_at < :now returning recording")
                .bind("now", utc(now))
                .map(row -> new RecordingId(Columns.get(row, "recording", UUID.class)))
                .all();
    }

    /// @return whether it was so
    Mono<Boolean> move(RecordingId recording, Film.State from, Film.State to) {
        return changed(database.sql("update media.film set state = :to where recording = :recording and state = :from")
                .bind("recording", recording.value())
                .bind("from", from.word())
                .bind("to", to.word()));
    }

    /// @return false when nobody wants it any more, or there is nothing left that it may be of
    Mono<Boolean> made(RecordingId recording, long bytes, List<Integer> missing, Instant until) {
        return changed(database.sql("update media.film set state = 'ready', bytes = :bytes, missing = :missing,"
                        + " expires_at = :until where recording = :recording and state = 'making' and exists"
                        + " (select 1 from media.recording r where r.id = film.recording and r.erased_at is null)")
                .bind("recording", recording.value())
                .bind("bytes", bytes)
                .bind("missing", missing.toArray(Integer[]::new))
                .bind("until", utc(until)));
    }

    Mono<Boolean> failed(RecordingId recording, String problem, Instant until) {
        return changed(database.sql("update media.film set state = 'failed', problem = :problem, expires_at = :until"
                        + " where recording = :recording and state = 'making'")
                .bind("recording", recording.value())
                .bind("problem", problem)
                .bind("until", utc(until)));
    }

    Mono<Boolean> drop(RecordingId recording) {
        return changed(database.sql("delete from media.film where recording = :recording")
                .bind("recording", recording.value()));
    }

    private Flux<RecordingId> ids(String sql) {
        return database.sql(sql)
                .map(row -> new RecordingId(Columns.get(row, "recording", UUID.class)))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable);
    }

    private static Mono<Boolean> changed(DatabaseClient.GenericExecuteSpec sql) {
        return sql.fetch().rowsUpdated().map(rows -> rows > 0);
    }

    private static Film row(Readable row) {
        OffsetDateTime expires = Columns.orNull(row, "expires_at", OffsetDateTime.class);
        return new Film(
                new RecordingId(Columns.get(row, "recording", UUID.class)),
                Film.State.valueOf(Columns.get(row, "state", String.class).toUpperCase(Locale.ROOT)),
                0,
                0,
                Columns.orNull(row, "bytes", Long.class),
                List.of(Columns.get(row, "missing", Integer[].class)),
                Columns.orNull(row, "problem", String.class),
                instant(expires));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
