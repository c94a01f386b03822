package org.yizhan.cases.docket;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.yizhan.cases.audit.AuditTrail;
import org.yizhan.platform.outbox.Outbox;
import org.yizhan.platform.outbox.Outboxes;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// All cases. Whoever changes one locks it, decides, and writes it here: the row, a line of history, a link of the
/// trail and the event are one transaction, which the caller has begun.
@Component
public class Docket {

    private final DatabaseClient database;
    private final AuditTrail audit;
    private final Outbox outbox;
    private final Clock clock;

    Docket(DatabaseClient database, AuditTrail audit, Outboxes outboxes, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.outbox = outboxes.in("cases");
        this.clock = clock;
    }

    /// The case, when the actor may see it; else `case-not-found`.
    public Mono<CaseFile> read(CaseId id, Actor actor) {
        return visible(id, actor, "");
    }

    /// The same, held until the transaction ends.
    public Mono<CaseFile> lock(CaseId id, Actor actor) {
        return visible(id, actor, " FOR UPDATE");
    }

    /// The same, refused when it is no longer the version that the actor has seen.
    public Mono<CaseFile> lock(CaseId id, Actor actor, long version) {
        return lock(id, actor)
                .flatMap(f -> f.version() == version ? Mono.just(f) : CaseProblems.refuse(CaseProblems.STALE));
    }

    /// Any case, for other parts. Empty when there is none.
    public Mono<CaseFile> find(CaseId id) {
        return select("f.id = :id", "")
                .bind("id", id.value())
                .map(CaseRows::file)
                .one();
    }

    /// Any case, for other parts, held until the transaction ends. Empty when there is none.
    public Mono<CaseFile> lockAny(CaseId id) {
        return select("f.id = :id", " FOR UPDATE")
                .bind("id", id.value())
                .map(CaseRows::file)
                .one();
    }

    private Mono<CaseFile> visible(CaseId id, Actor actor, String hold) {
        var visibility = new Visibility(actor, clock.instant());
        var query = select("f.id = :id AND " + visibility.condition(), hold).bind("id", id.value());
        return visibility
                .bind(query)
                .map(CaseRows::file)
                .one()
                .switchIfEmpty(Mono.error(() -> new ProblemException(CaseProblems.NOT_FOUND)));
    }

    private GenericExecuteSpec select(String condition, String hold) {
        return database.sql("SELECT " + CaseRows.COLUMNS + " FROM cases.case_file f WHERE " + condition + hold);
    }

    /// Puts a new case on the docket.
    public Mono<CaseFile> open(CaseFile fresh, Deed deed) {
        var change = Change.of(fresh, deed, clock.instant());
        var statement = database.sql("""
                INSERT INTO cases.case_file (id, number, version, item, item_version, process, process_version, channel,
                    state, step, frozen, scope, station, resident_name, name_grams, id_cipher, id_index, id_mask, phone_cipher,
                    phone_index, phone_mask, form, form_revision, terminal, sitting_until, consultation, recorded,
                    opened_by, opened_at, changed_at, completed_at, history_seq, audit_seq, audit_head, course, steps,
                    people, due_at)
                VALUES (:id, :number, :version, :item, :itemVersion, :process, :processVersion, :channel,
                    :state, :step, :frozen, CAST(:scope AS ltree), CAST(:station AS ltree), :name, :grams, :idCipher, :idIndex,
                    :idMask, :phoneCipher, :phoneIndex, :phoneMask, CAST(:form AS jsonb), :formRevision, :terminal,
                    :sittingUntil, :consultation, :recorded, :openedBy, :openedAt, :changedAt, :completedAt,
                    :historySeq, :auditSeq, :auditHead, CAST(:course AS jsonb), :steps, :people, :dueAt)
                """);
        var bound = CaseRows.bindFixed(CaseRows.bindChanging(statement, change.file()), change.file());
        return bound.then().then(keep(change));
    }

    /// Writes a case that was locked and changed.
    public Mono<CaseFile> write(CaseFile changed, Deed deed) {
        var change = Change.of(changed, deed, clock.instant());
        var statement = database.sql("""
                UPDATE cases.case_file SET version = :version, state = :state, step = :step, frozen = :frozen,
                    form = CAST(:form AS jsonb), form_revision = :formRevision, sitting_until = :sittingUntil,
                    consultation = :consultation, recorded = :recorded, changed_at = :changedAt,
                    completed_at = :completedAt, history_seq = :historySeq, audit_seq = :auditSeq,
                    audit_head = :auditHead, process_version = :processVersion, terminal = :terminal,
                    course = CAST(:course AS jsonb), steps = :steps, people = :people, due_at = :dueAt
                WHERE id = :id
                """);
        return CaseRows.bindChanging(statement, change.file()).then().then(keep(change));
    }

    private Mono<CaseFile> keep(Change change) {
        return history(change)
                .then(audit.append(change.file().id(), change.entry()))
                .then(announce(change))
                .thenReturn(change.file());
    }

    private Mono<Void> history(Change change) {
        var deed = change.deed();
        var file = change.file();
        var meeting = deed.consultation();
        var statement = database.sql("""
                        INSERT INTO cases.case_event (case_id, seq, at, version, action, level, by_subject, by_name,
                            comment, step, state, consultation, via)
                        VALUES (:id, :seq, :at, :version, :action, :level, :subject, :name, :comment, :step, :state,
                            :consultation, :via)
                        """)
                .bind("id", file.id().value())
                .bind("seq", file.trail().historySeq())
                .bind("at", file.changedAt())
                .bind("version", file.version())
                .bind("action", deed.action())
                .bind("level", deed.level().word())
                .bind("subject", deed.by())
                .bind("name", deed.byName())
                .bind("state", file.state());
        statement = CaseRows.bind(statement, "comment", deed.comment(), String.class);
        statement = CaseRows.bind(statement, "step", deed.step(), String.class);
        statement = CaseRows.bind(statement, "via", deed.via(), String.class);
        return CaseRows.bind(statement, "consultation", meeting == null ? null : meeting.value(), UUID.class)
                .then();
    }

    private Mono<Void> announce(Change change) {
        var event = change.deed().event();
        return event == null
                ? Mono.empty()
                : outbox.announce(event.apply(change.file(), change.file().changedAt()));
    }

    /// Now, as the docket sees it.
    public Instant now() {
        return clock.instant();
    }
}
