package org.yizhan.cases.complaint;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.cases.worktime.WorkingTimes;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// `cases.work_order`. Who is accused is kept from it in every query.
@Component
public class WorkOrders {

    private static final int MOST = 200;

    /// Within which a bad rating or a complaint is answered.
    private static final int WORKING_DAYS = 5;

    private static final String SEEN = "scope <@ CAST(:station AS ltree) AND NOT (:actor = ANY(accused))";

    private final DatabaseClient database;
    private final Confidential confidential;
    private final WorkingTimes times;
    private final Clock clock;

    WorkOrders(DatabaseClient database, Confidential confidential, WorkingTimes times, Clock clock) {
        this.database = database;
        this.confidential = confidential;
        this.times = times;
        this.clock = clock;
    }

    /// A bad rating opens one, in the transaction that keeps the rating. It is about everyone of the bureau who acted
    /// on
    /// the case.
    public Mono<Void> openForRating(
            CaseId caseId, StationPath scope, @Nullable ConsultationId meeting, int level, @Nullable String words) {
        return open("rating", caseId, scope, meeting, level, words, null);
    }

    Mono<Void> openForComplaint(@Nullable CaseId caseId, StationPath scope, String words, @Nullable String contact) {
        return open("complaint", caseId, scope, null, null, words, contact);
    }

    private Mono<Void> open(
            String kind,
            @Nullable CaseId caseId,
            StationPath scope,
            @Nullable ConsultationId meeting,
            @Nullable Integer level,
            @Nullable String words,
            @Nullable String contact) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var statement = database.sql("""
                        INSERT INTO cases.work_order (id, kind, case_id, consultation, scope, accused, level, words, contact,
                            opened_at, due)
                        SELECT :id, :kind, :case, :meeting, CAST(:scope AS ltree), coalesce(array_agg(DISTINCT by_subject)
                            FILTER (WHERE by_subject IS NOT NULL), '{}'), :level, :words, :contact, :at, :due
                        FROM cases.case_event WHERE case_id = :case AND level NOT IN ('booth', 'system')
                        """)
                .bind("id", UUID.randomUUID())
                .bind("kind", kind)
                .bind("scope", scope.value())
                .bind("at", now)
                .bind("due", times.at(scope).plusDays(now, WORKING_DAYS));
        statement = bind(statement, "case", caseId == null ? null : caseId.value(), UUID.class);
        statement = bind(statement, "meeting", meeting == null ? null : meeting.value(), UUID.class);
        statement = bind(statement, "level", level, Integer.class);
        statement = bind(statement, "words", sealed(WorkOrder.WORDS, words), byte[].class);
        return bind(statement, "contact", sealed(WorkOrder.CONTACT, contact), byte[].class)
                .then();
    }

    private byte @Nullable [] sealed(String purpose, @Nullable String text) {
        return text == null || text.isBlank() ? null : confidential.encrypt(purpose, text);
    }

    Flux<WorkOrder> of(Actor actor, boolean all) {
        return bindActor(
                        database.sql("SELECT *, scope::text AS place FROM cases.work_order WHERE " + SEEN
                                + (all
                                        ? ""
                                        : " AND (answered_at IS NULL OR (appeal_at IS NOT NULL AND decided_at IS NULL))")
                                + " ORDER BY due, id LIMIT " + MOST),
                        actor)
                .map(this::order)
                .all();
    }

    /// Held until the transaction ends. Empty when there is none that the actor may see.
    Mono<WorkOrder> lock(UUID id, Actor actor) {
        return bindActor(
                        database.sql("SELECT *, scope::text AS place FROM cases.work_order WHERE id = :id AND " + SEEN
                                + " FOR UPDATE"),
                        actor)
                .bind("id", id)
                .map(this::order)
                .one();
    }

    Mono<Void> called(UUID id, Actor by, String note) {
        return database.sql(
                        "UPDATE cases.work_order SET called_at = :at, called_by = :by, called_note = :note WHERE id = :id")
                .bind("id", id)
                .bind("at", clock.instant())
                .bind("by", by.subject())
                .bind("note", confidential.encrypt(WorkOrder.NOTE, note))
                .then();
    }

    Mono<Void> answered(UUID id, Actor by, String answer) {
        return database.sql(
                        "UPDATE cases.work_order SET answered_at = :at, answered_by = :by, answer = :answer WHERE id = :id")
                .bind("id", id)
                .bind("at", clock.instant())
                .bind("by", by.subject())
                .bind("answer", answer)
                .then();
    }

    /// Who is accused appeals against the bad ratings of a case, without seeing them.
    Mono<Long> appeal(CaseId caseId, Actor by, String reason) {
        return database.sql("""
                        UPDATE cases.work_order SET appeal = :reason, appeal_by = :by, appeal_at = :at
                        WHERE case_id = :case AND kind = 'rating' AND :by = ANY(accused) AND appeal_at IS NULL
                        """)
                .bind("reason", reason)
                .bind("by", by.subject())
                .bind("at", clock.instant())
                .bind("case", caseId.value())
                .fetch()
                .rowsUpdated();
    }

    Mono<Void> decided(UUID id, Actor by, boolean upheld) {
        return database.sql(
                        "UPDATE cases.work_order SET upheld = :upheld, decided_by = :by, decided_at = :at WHERE id = :id")
                .bind("id", id)
                .bind("upheld", upheld)
                .bind("by", by.subject())
                .bind("at", clock.instant())
                .then();
    }

    private static GenericExecuteSpec bindActor(GenericExecuteSpec statement, Actor actor) {
        return statement.bind("station", actor.station().value()).bind("actor", actor.subject());
    }

    private static <T> GenericExecuteSpec bind(
            GenericExecuteSpec statement, String name, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
    }

    private WorkOrder order(Readable row) {
        var caseId = row.get("case_id", UUID.class);
        var answered = row.get("answered_at", Instant.class);
        var due = required(row, "due", Instant.class);
        return new WorkOrder(
                required(row, "id", UUID.class),
                required(row, "kind", String.class),
                caseId == null ? null : new CaseId(caseId),
                new StationPath(required(row, "place", String.class)),
                row.get("level", Integer.class),
                opened(row, "words", WorkOrder.WORDS),
                opened(row, "contact", WorkOrder.CONTACT),
                required(row, "opened_at", Instant.class),
                due,
                answered == null && due.isBefore(clock.instant()),
                row.get("called_at", Instant.class),
                opened(row, "called_note", WorkOrder.NOTE),
                row.get("answer", String.class),
                answered,
                row.get("appeal", String.class),
                row.get("appeal_at", Instant.class),
                row.get("upheld", Boolean.class));
    }

    private @Nullable String opened(Readable row, String column, String purpose) {
        var sealed = row.get(column, byte[].class);
        return sealed == null ? null : confidential.decrypt(purpose, sealed);
    }
}
