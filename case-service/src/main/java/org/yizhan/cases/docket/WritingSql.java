package org.yizhan.cases.docket;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The one statement that changes the docket. It takes any number of bundles as JSON, an array for each
/// table, and tells which cases it wrote. A fresh case hangs on the note of its command, which must be new; a
/// known one on its row, which must be as the change found it and in nobody else's hands at the moment;
/// everything else hangs on the case.
final class WritingSql {

    /// What stays as it was when the case was opened.
    private static final String FIXED = """
            id uuid, number text, item text, item_version int, process text, channel text, scope ltree, station ltree,
            resident_name text, id_cipher bytea, id_index bytea, id_mask text, phone_cipher bytea, phone_index bytea,
            phone_mask text, opened_by text, opened_at timestamptz""";

    /// What may change in a case's life.
    private static final String CHANGING = """
            version bigint, state text, step text, frozen boolean, form jsonb, form_revision int,
            sitting_until timestamptz, consultation uuid, recorded boolean, changed_at timestamptz,
            completed_at timestamptz, history_seq int, audit_seq int, audit_head bytea, process_version int, terminal text,
            course jsonb, steps text[], people text[], due_at timestamptz""";

    private static final String NOTE = """
            subject text, key text, route text, body_hash bytea, status int, location text, answer bytea, at timestamptz""";

    private static final String TOLD = """
            case_id uuid, seq int, at timestamptz, version bigint, action text, level text, by_subject text, by_name text,
            comment text, step text, since timestamptz, state text, consultation uuid, via text""";

    private static final String LINK = "case_id uuid, seq int, body text, previous bytea, hash bytea, mac bytea";

    private static final String EVENT = "id uuid, stream text, payload jsonb, at timestamptz";

    private static final String FINDABLE = """
            case_id uuid, opened_at timestamptz, scope ltree, root0 int, root1 int, root2 int, terms int[],
            text_terms int[], paper_terms int[]""";

    static final String WRITE = "WITH " + given("fresh", FIXED + ", " + CHANGING)
            + given("changed", "id uuid, found int, " + CHANGING)
            + given("note", "case_id uuid, fresh boolean, " + NOTE)
            + """
            noted AS (
                INSERT INTO cases.idempotency (%1$s) SELECT %1$s FROM note WHERE fresh
                ON CONFLICT DO NOTHING RETURNING subject, key),
            opened AS (
                INSERT INTO cases.case_file (%2$s) SELECT %2$s FROM fresh
                WHERE NOT EXISTS (
                    SELECT FROM note n WHERE n.case_id = fresh.id
                        AND NOT EXISTS (SELECT FROM noted WHERE noted.subject = n.subject AND noted.key = n.key))
                RETURNING id),
            held AS (
                SELECT f.id FROM cases.case_file f WHERE f.id = ANY (ARRAY (SELECT c.id FROM changed c))
                FOR UPDATE SKIP LOCKED),
            moved AS (
                UPDATE cases.case_file f SET (%3$s) = ROW (%4$s)
                FROM changed c JOIN held USING (id) WHERE f.id = held.id AND f.audit_seq = c.found
                RETURNING f.id),
            written AS (SELECT id FROM opened UNION ALL SELECT id FROM moved),
            noted_too AS (
                INSERT INTO cases.idempotency (%1$s) SELECT %1$s FROM note JOIN moved ON moved.id = note.case_id),
            """.formatted(
                    names(NOTE, ""), names(FIXED + ", " + CHANGING, ""), names(CHANGING, ""), names(CHANGING, "c."))
            + hanging("cases.case_event", "told", TOLD)
            + hanging("cases.audit_entry", "linked", LINK)
            + hanging("cases.search_entry", "findable", FINDABLE)
            + """
            announced AS (
                INSERT INTO cases.outbox (%s) SELECT %s FROM json_to_recordset(CAST(:announced AS json))
                    AS r (n int, case_id uuid, %s) JOIN written ON written.id = r.case_id ORDER BY r.n)
            SELECT id FROM written
            """.formatted(names(EVENT, ""), names(EVENT, "r."), EVENT);

    private WritingSql() {}

    private static String given(String name, String columns) {
        return "%1$s AS MATERIALIZED (SELECT * FROM json_to_recordset(CAST(:%1$s AS json)) AS r (%2$s)),\n"
                .formatted(name, columns);
    }

    private static String hanging(String table, String name, String columns) {
        return """
                %2$s AS (
                    INSERT INTO %1$s (%3$s) SELECT %4$s FROM json_to_recordset(CAST(:%2$s AS json)) AS r (%5$s)
                    JOIN written ON written.id = r.case_id),
                """.formatted(table, name, names(columns, ""), names(columns, "r."), columns);
    }

    /// The names of columns that are written with their types.
    private static String names(String columns, String prefix) {
        return Arrays.stream(columns.split(","))
                .map(column -> prefix + column.strip().split(" ", 2)[0])
                .collect(Collectors.joining(", "));
    }
}
