package org.yizhan.cases.docket;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.yizhan.cases.audit.EntryMac;
import org.yizhan.platform.outbox.Announcement;
import org.yizhan.platform.outbox.Outbox;
import org.yizhan.platform.outbox.Outboxes;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes a change in one statement: the case's row, its line of history, its link of the trail, the
/// event for the others and the note of the command that it was done by. Everything hangs on the row:
/// when it is not as the change found it, nothing is written.
@Component
class Writing {

    /// The row as the change found it has the number of the entry before.
    private static final String UPDATE = """
            UPDATE cases.case_file SET version = :version, state = :state, step = :step, frozen = :frozen,
                form = CAST(:form AS jsonb), form_revision = :formRevision, sitting_until = :sittingUntil,
                consultation = :consultation, recorded = :recorded, changed_at = :changedAt,
                completed_at = :completedAt, history_seq = :historySeq, audit_seq = :auditSeq,
                audit_head = :auditHead, process_version = :processVersion, terminal = :terminal,
                course = CAST(:course AS jsonb), steps = :steps, people = :people, due_at = :dueAt
            WHERE id = :id AND audit_seq = :auditSeqFound
            """;

    private static final String INSERT = """
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
            """;

    /// `#` is the number of the change, of several that are written together.
    private static final String HISTORY = """
            SELECT :id, :historySeq#, :at#, :version#, :action#, :level#, :subject#, :byName#, :comment#, :deedStep#,
                :state#, :deedConsultation#, :via# FROM written
            """;

    private static final String TOLD = """
            INSERT INTO cases.case_event (case_id, seq, at, version, action, level, by_subject, by_name, comment, step,
                state, consultation, via)
            """;

    private static final String TRAIL =
            "SELECT :id, :auditSeq#, :auditBody#, " + ":auditPrevious#, :auditHash#, :auditMac# FROM written";

    private static final String LINKED = "INSERT INTO cases.audit_entry (case_id, seq, body, previous, hash, mac) ";

    private static final String ANNOUNCED = """
            , announced AS (
            INSERT INTO cases.outbox (id, stream, payload, at)
            SELECT event.id, event.stream, event.payload::jsonb, event.at FROM written,
                unnest(:eventIds, :streams, :payloads, :eventTimes) AS event (id, stream, payload, at))
            """;

    private static final String NOTED = """
            , noted AS (
            INSERT INTO cases.idempotency (subject, key, route, body_hash, status, location, answer, at)
            SELECT :noteSubject, :noteKey, :noteRoute, :noteHash, :noteStatus, :noteLocation, :noteAnswer, :noteAt
            FROM written ON CONFLICT DO NOTHING RETURNING 1)
            """;

    private final DatabaseClient database;
    private final Outbox outbox;
    private final EntryMac mac;

    Writing(DatabaseClient database, Outboxes outboxes, EntryMac mac) {
        this.database = database;
        this.mac = mac;
        this.outbox = outboxes.in("cases");
    }

    /// @return whether the note is a new one; false when the command was carried out before, and the
    /// caller takes everything back
    Mono<Boolean> write(List<Change> changes, @Nullable CommandNote note) {
        var byCase = new LinkedHashMap<CaseId, List<Change>>();
        changes.forEach(change -> byCase.computeIfAbsent(change.file().id(), _ -> new ArrayList<>())
                .add(change));
        var last = List.copyOf(byCase.values()).getLast();
        return Flux.fromIterable(byCase.values())
                .concatMap(ofOne -> writeOne(ofOne, ofOne == last ? note : null))
                .last();
    }

    private Mono<Boolean> writeOne(List<Change> changes, @Nullable CommandNote note) {
        var fresh = changes.getFirst().entry().seq() == 1;
        var file = changes.getLast().file();
        var events = changes.stream()
                .filter(c -> c.deed().event() != null)
                .map(c -> outbox.announcement(Objects.requireNonNull(c.deed().event())
                        .apply(c.file(), c.file().changedAt())))
                .toList();
        var sql = "WITH written AS (" + (fresh ? INSERT : UPDATE) + " RETURNING id), told AS (" + TOLD
                + each(changes, HISTORY) + "), linked AS (" + LINKED + each(changes, TRAIL) + ")"
                + (events.isEmpty() ? "" : ANNOUNCED)
                + (note == null ? "" : NOTED)
                + "SELECT count(*) AS written, "
                + (note == null ? "1::bigint" : "(SELECT count(*) FROM noted)")
                + " AS noted FROM written";
        var statement = CaseRows.bindChanging(database.sql(sql), file);
        statement = fresh
                ? CaseRows.bindFixed(statement, file)
                : statement.bind("auditSeqFound", changes.getFirst().entry().seq() - 1);
        for (var i = 0; i < changes.size(); i++) {
            statement = bindEntry(statement, changes.get(i), i);
        }
        statement = events.isEmpty() ? statement : bindEvents(statement, events);
        statement = note == null ? statement : bindNote(statement, note);
        var written = statement
                .map(row -> new Counts(required(row, "written", Long.class), required(row, "noted", Long.class)))
                .one()
                .flatMap(counts -> counts.written() == 1
                        ? Mono.just(counts.noted() == 1)
                        : CaseProblems.<Boolean>refuse(CaseProblems.STALE));
        return events.isEmpty() ? written : outbox.written().then(written);
    }

    private record Counts(long written, long noted) {}

    private static String each(List<Change> changes, String select) {
        return IntStream.range(0, changes.size())
                .mapToObj(i -> select.replace("#", String.valueOf(i)))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private GenericExecuteSpec bindEntry(GenericExecuteSpec statement, Change change, int i) {
        var deed = change.deed();
        var file = change.file();
        var entry = change.entry();
        var meeting = deed.consultation();
        var bound = statement
                .bind("historySeq" + i, file.trail().historySeq())
                .bind("at" + i, file.changedAt())
                .bind("version" + i, file.version())
                .bind("state" + i, file.state())
                .bind("action" + i, deed.action())
                .bind("level" + i, deed.level().word())
                .bind("subject" + i, deed.by())
                .bind("byName" + i, deed.byName())
                .bind("auditSeq" + i, entry.seq())
                .bind("auditBody" + i, entry.body())
                .bind("auditPrevious" + i, entry.previous())
                .bind("auditHash" + i, entry.hash())
                .bind("auditMac" + i, mac.of(file.id().value(), entry.seq(), entry.hash()));
        bound = CaseRows.bind(bound, "comment" + i, deed.comment(), String.class);
        bound = CaseRows.bind(bound, "deedStep" + i, deed.step(), String.class);
        bound = CaseRows.bind(bound, "via" + i, deed.via(), String.class);
        return CaseRows.bind(bound, "deedConsultation" + i, meeting == null ? null : meeting.value(), UUID.class);
    }

    private static GenericExecuteSpec bindEvents(GenericExecuteSpec statement, List<Announcement> events) {
        return statement
                .bind("eventIds", events.stream().map(e -> e.id().value()).toArray(UUID[]::new))
                .bind("streams", events.stream().map(Announcement::stream).toArray(String[]::new))
                .bind("payloads", events.stream().map(Announcement::payload).toArray(String[]::new))
                .bind("eventTimes", events.stream().map(Announcement::at).toArray(Instant[]::new));
    }

    private static GenericExecuteSpec bindNote(GenericExecuteSpec statement, CommandNote note) {
        var bound = statement
                .bind("noteSubject", note.subject())
                .bind("noteKey", note.key())
                .bind("noteRoute", note.route())
                .bind("noteHash", note.bodyHash())
                .bind("noteStatus", note.status())
                .bind("noteAnswer", note.answer())
                .bind("noteAt", note.at());
        return CaseRows.bind(bound, "noteLocation", note.location(), String.class);
    }

    /// The note alone, of a command that changed no case or wrote its changes already.
    Mono<Boolean> note(CommandNote note) {
        return bindNote(database.sql("""
                                INSERT INTO cases.idempotency (subject, key, route, body_hash, status, location, answer, at)
                                VALUES (:noteSubject, :noteKey, :noteRoute, :noteHash, :noteStatus, :noteLocation, :noteAnswer,
                                    :noteAt)
                                ON CONFLICT DO NOTHING
                                """), note).fetch().rowsUpdated().map(rows -> rows == 1);
    }
}
