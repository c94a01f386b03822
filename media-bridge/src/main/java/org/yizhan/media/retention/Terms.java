package org.yizhan.media.retention;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.media.recording.Erasure;
import org.yizhan.platform.outbox.Outbox;
import org.yizhan.platform.outbox.Outboxes;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.RecordingId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Until when each recording is kept, in the index.
@Component
class Terms {

    private static final int AT_ONCE = 100;

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final Outbox outbox;
    private final RetentionSettings settings;

    Terms(DatabaseClient database, TransactionalOperator transactions, Outboxes outboxes, RetentionSettings settings) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outboxes.in("media");
        this.settings = settings;
    }

    private record Sealed(UUID id, @Nullable String item, boolean decided, Instant at) {}

    /// Gives sealed recordings their term. What a case decides later lengthens it, see [#decided(CaseId)].
    Mono<Void> set() {
        return database.sql("select id, item, term, sealed_at from media.recording where state = 'sealed'"
                        + " and sealed_at is not null and keep_until is null and erased_at is null limit " + AT_ONCE)
                .map(row -> new Sealed(
                        Columns.get(row, "id", UUID.class),
                        Columns.orNull(row, "item", String.class),
                        Columns.get(row, "term", String.class).equals("decision"),
                        Columns.get(row, "sealed_at", OffsetDateTime.class).toInstant()))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(row -> database.sql(
                                "update media.recording set keep_until = :until where id = :id and term = :term")
                        .bind("until", utc(row.at().plus(settings.of(row.item(), row.decided()))))
                        .bind("id", row.id())
                        .bind("term", row.decided() ? "decision" : "advice")
                        .then())
                .then();
    }

    /// The case was decided: what was recorded for it belongs to the archive. The term is set anew by [#set()].
    Mono<Void> decided(CaseId caseId) {
        return database.sql("update media.recording set term = 'decision', keep_until = null"
                        + " where case_id = :case and term = 'advice' and erased_at is null")
                .bind("case", caseId.value())
                .then();
    }

    /// Those whose term is over and that nobody holds.
    Flux<RecordingId> over(Instant now) {
        return database.sql("select id from media.recording where keep_until < :now and state = 'sealed'"
                        + " and held_at is null and erased_at is null order by keep_until limit " + AT_ONCE)
                .bind("now", utc(now))
                .map(row -> new RecordingId(Columns.get(row, "id", UUID.class)))
                .all();
    }

    /// Runs `erasing` while no hold can be placed, unless one was placed meanwhile.
    Mono<Void> erase(RecordingId recording, Instant now, Mono<Erasure> erasing) {
        return database.sql("select id from media.recording where id = :id and keep_until < :now"
                        + " and held_at is null and erased_at is null for update")
                .bind("id", recording.value())
                .bind("now", utc(now))
                .map(row -> Columns.get(row, "id", UUID.class))
                .one()
                .flatMap(_ -> erasing)
                .flatMap(done -> database.sql(
                                "update media.recording set erased_at = :at, certificate = :certificate where id = :id")
                        .bind("at", utc(done.at()))
                        .bind("certificate", done.json())
                        .bind("id", recording.value())
                        .then()
                        .then(outbox.announce(new Event.RecordingErased(
                                done.consultation(), done.caseId(), recording, done.sha256(), done.at()))))
                .as(transactions::transactional);
    }

    /// Places or releases a legal hold.
    ///
    /// @return whether the recording was there to be held
    Mono<Boolean> hold(RecordingId recording, boolean held, Actor actor, String reason, Instant at) {
        var mark = database.sql("update media.recording set held_at = " + (held ? "coalesce(held_at, :at)" : "null")
                        + " where id = :id and erased_at is null")
                .bind("id", recording.value());
        return (held ? mark.bind("at", utc(at)) : mark)
                .fetch()
                .rowsUpdated()
                .filter(updated -> updated > 0)
                .flatMap(_ -> database.sql("insert into media.hold"
                                + " (recording, held, subject, name, station, reason, at) values"
                                + " (:recording, :held, :subject, :name, :station, :reason, :at)")
                        .bind("recording", recording.value())
                        .bind("held", held)
                        .bind("subject", actor.subject())
                        .bind("name", actor.name())
                        .bind("station", actor.station().value())
                        .bind("reason", reason)
                        .bind("at", utc(at))
                        .then()
                        .thenReturn(true))
                .defaultIfEmpty(false)
                .as(transactions::transactional);
    }

    /// Who held or released a recording, first one first.
    Flux<Hold> holds(RecordingId recording) {
        return database.sql("select held, subject, name, station, reason, at from media.hold"
                        + " where recording = :recording order by at")
                .bind("recording", recording.value())
                .map(Terms::hold)
                .all();
    }

    /// The certificate as it was signed; empty when the recording was not erased.
    Mono<String> certificate(RecordingId recording) {
        return database.sql("select certificate from media.recording where id = :id and certificate is not null")
                .bind("id", recording.value())
                .map(row -> Columns.get(row, "certificate", String.class))
                .one();
    }

    record Hold(boolean held, String subject, String name, String station, String reason, Instant at) {}

    private static Hold hold(Readable row) {
        return new Hold(
                Columns.get(row, "held", Boolean.class),
                Columns.get(row, "subject", String.class),
                Columns.get(row, "name", String.class),
                Columns.get(row, "station", String.class),
                Columns.get(row, "reason", String.class),
                Columns.get(row, "at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
