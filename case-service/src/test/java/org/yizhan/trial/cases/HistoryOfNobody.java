package org.yizhan.trial.cases;

import java.sql.Connection;
import java.sql.SQLException;

/// What happened to the cases of an [ArchiveOfNobody]: accepted, reviewed and completed within three days, one in
/// twenty sent back once; two of three after a meeting, one of three rated.
final class HistoryOfNobody {

    private HistoryOfNobody() {}

    static void load(Connection database) throws SQLException {
        try (var statement = database.createStatement()) {
            for (var command : COMMANDS) {
                statement.execute(command);
            }
        }
    }

    /// Chosen by the first byte of the id, so that every loading is alike.
    private static final String CHANCE = "get_byte(uuid_send(f.id), 0)";

    private static final String[] COMMANDS = {
        "SET synchronous_commit = off",
        "ALTER TABLE cases.case_event DROP CONSTRAINT case_event_case_id_fkey",
        "DROP INDEX cases.case_event_at",
        """
        INSERT INTO cases.case_event (case_id, seq, at, since, version, action, level, by_subject, by_name, comment, step, state)
        SELECT f.id, n.seq, f.opened_at + n.after, f.opened_at + n.since, n.seq, n.action, 'street', 'nobody', 'nobody',
            n.comment, n.step, 'reviewing'
        FROM cases.case_file f CROSS JOIN (VALUES
            (1, interval '0', NULL, 'open', 'accept', NULL),
            (2, interval '1 hour', interval '0', 'accept', 'accept', NULL),
            (3, interval '1 day', interval '1 hour', 'return', 'first-review', '材料不清晰'),
            (4, interval '30 hours', interval '1 day', 'resubmit', 'correction', NULL),
            (5, interval '2 days', interval '30 hours', 'approve', 'first-review', NULL),
            (6, interval '3 days', interval '2 days', 'complete', 'completion', NULL)) n (seq, after, since, action, step, comment)
        WHERE (n.action NOT IN ('return', 'resubmit') OR %1$s < 13) AND (f.completed_at IS NOT NULL OR n.seq <= 2)
        """.formatted(CHANCE),
        "CREATE INDEX case_event_at ON cases.case_event (at)",
        """
        INSERT INTO cases.meeting (consultation, case_id, recorded, started_at, ended_at)
        SELECT gen_random_uuid(), f.id, true, f.opened_at, f.opened_at + interval '9 minutes'
        FROM cases.case_file f WHERE %s < 170
        """.formatted(CHANCE),
        """
        INSERT INTO cases.rating (case_id, level, terminal, at)
        SELECT f.id, CASE WHEN %1$s < 2 THEN 2 WHEN %1$s < 20 THEN 4 ELSE 5 END, 'booth-nobody', f.completed_at
        FROM cases.case_file f WHERE %1$s < 85 AND f.completed_at IS NOT NULL
        """.formatted(CHANCE),
        "VACUUM ANALYZE cases.case_event",
        "VACUUM ANALYZE cases.meeting",
        "VACUUM ANALYZE cases.rating"
    };
}
