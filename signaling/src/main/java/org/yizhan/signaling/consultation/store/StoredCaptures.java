package org.yizhan.signaling.consultation.store;

import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.signaling.consultation.application.CaptureRegister;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Captures of headers in `signaling.header_capture`.
@Component
class StoredCaptures implements CaptureRegister {

    private final DatabaseClient database;

    StoredCaptures(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(UUID capture, ConsultationId consultation, Actor actor, int seconds, long bytes, Instant at) {
        return database.sql("""
                        insert into signaling.header_capture
                            (id, consultation, subject, name, station, session, seconds, bytes, at)
                        values (:id, :consultation, :subject, :name, :station, :session, :seconds, :bytes, :at)""")
                .bind("id", capture)
                .bind("consultation", consultation.value())
                .bind("subject", actor.subject())
                .bind("name", actor.name())
                .bind("station", actor.station().value())
                .bind("session", actor.session())
                .bind("seconds", seconds)
                .bind("bytes", bytes)
                .bind("at", at)
                .then();
    }

    @Override
    public Mono<Boolean> has(UUID capture, ConsultationId consultation) {
        return database.sql("select 1 from signaling.header_capture where id = :id and consultation = :consultation")
                .bind("id", capture)
                .bind("consultation", consultation.value())
                .map(_ -> true)
                .one()
                .defaultIfEmpty(false);
    }

    @Override
    public Flux<Entry> of(ConsultationId consultation) {
        return database.sql("select * from signaling.header_capture where consultation = :id order by at, id")
                .bind("id", consultation.value())
                .map(row -> new Entry(
                        Columns.get(row, "id", UUID.class),
                        Columns.get(row, "subject", String.class),
                        Columns.get(row, "name", String.class),
                        Columns.get(row, "station", String.class),
                        Columns.get(row, "seconds", Integer.class),
                        Columns.get(row, "bytes", Long.class),
                        Columns.get(row, "at", Instant.class)))
                .all();
    }
}
