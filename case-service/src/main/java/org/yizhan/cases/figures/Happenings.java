package org.yizhan.cases.figures;

import static org.yizhan.cases.row.Columns.required;

import java.time.LocalDate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;

/// Counts what happened from the cases, their events, meetings, ratings and papers themselves.
@Component
class Happenings {

    /// Of each: the moment, the station, what kind, of what, what more.
    private static final String[] SOURCES = {
        """
        SELECT f.opened_at AS at, f.scope, 'opened' AS kind, f.item AS of, '' AS more FROM cases.case_file f
        WHERE %s""".formatted(between("f.opened_at")),
        """
        SELECT f.opened_at, f.scope, 'visit', '', '' FROM cases.case_file f
        WHERE f.channel <> 'api' AND %s""".formatted(between("f.opened_at")),
        """
        SELECT f.completed_at, f.scope, 'completed', f.item,
            CASE WHEN f.completed_at - f.opened_at <= interval '14 days' THEN '1' ELSE '0' END
            || CASE WHEN EXISTS (SELECT FROM cases.case_event e WHERE e.case_id = f.id AND e.action = 'return')
                THEN '0' ELSE '1' END
        FROM cases.case_file f WHERE %s""".formatted(between("f.completed_at")),
        """
        SELECT f.completed_at, f.scope, 'cycle', %s, '' FROM cases.case_file f
        WHERE %s""".formatted(Took.sql("f.completed_at - f.opened_at"), between("f.completed_at")),
        """
        SELECT m.started_at, f.scope, 'consultation', '', ''
        FROM cases.meeting m JOIN cases.case_file f ON f.id = m.case_id WHERE %s""".formatted(between("m.started_at")),
        """
        SELECT e.at, f.scope, 'step', e.step, %s FROM cases.case_event e JOIN cases.case_file f ON f.id = e.case_id
        WHERE e.since IS NOT NULL AND e.step IS NOT NULL AND %s""".formatted(Took.sql("e.at - e.since"), between("e.at")),
        """
        SELECT e.at, f.scope, 'return', f.item, e.step
        FROM cases.case_event e JOIN cases.case_file f ON f.id = e.case_id
        WHERE e.action = 'return' AND e.step IS NOT NULL AND %s""".formatted(between("e.at")),
        """
        SELECT e.at, f.scope, 'reason', cases.return_reason(e.comment),
            CASE WHEN EXISTS (SELECT FROM cases.case_event b WHERE b.case_id = e.case_id AND b.action = 'return'
                    AND b.step IS NOT NULL AND b.seq < e.seq
                    AND cases.return_reason(b.comment) = cases.return_reason(e.comment))
                THEN 'again' ELSE 'first' END
        FROM cases.case_event e JOIN cases.case_file f ON f.id = e.case_id
        WHERE e.action = 'return' AND e.step IS NOT NULL AND %s""".formatted(between("e.at")),
        """
        SELECT r.at, f.scope, 'rating', r.level::text, ''
        FROM cases.rating r JOIN cases.case_file f ON f.id = r.case_id
        WHERE NOT EXISTS (SELECT FROM cases.work_order o WHERE o.case_id = r.case_id AND o.kind = 'rating'
                AND o.upheld AND o.consultation IS NOT DISTINCT FROM r.consultation)
            AND %s""".formatted(between("r.at")),
        """
        SELECT r.at, f.scope, 'relief', r.kind, r.basis
        FROM cases.relief r JOIN cases.case_file f ON f.id = r.case_id WHERE %s""".formatted(between("r.at"))
    };

    private static final String COUNT = """
            SELECT (x.at AT TIME ZONE :zone)::date AS day, subpath(x.scope, 0, least(nlevel(x.scope), :depth))::text AS place,
                x.kind, x.of, x.more, count(*) AS amount
            FROM (%s) x WHERE x.scope <@ CAST(:station AS ltree) GROUP BY 1, 2, 3, 4, 5
            """.formatted(String.join("\nUNION ALL\n", SOURCES));

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final CaseSettings settings;

    Happenings(DatabaseClient database, TransactionalOperator transactions, CaseSettings settings) {
        this.database = database;
        this.transactions = transactions;
        this.settings = settings;
    }

    private static String between(String moment) {
        return "%1$s >= :from AND %1$s < :until".formatted(moment);
    }

    /// What happened from a day up to and with another.
    ///
    /// @param station and those below it; empty for everywhere
    /// @param depth   how many levels of a station's path to tell apart; what is deeper counts for the one above
    Flux<Happened> between(String station, LocalDate from, LocalDate until, int depth) {
        // A plan for any days reads whole tables, and would be kept after the fifth question.
        return database.sql("SET LOCAL plan_cache_mode = force_custom_plan")
                .then()
                .thenMany(counted(station, from, until, depth))
                .as(transactions::transactional);
    }

    private Flux<Happened> counted(String station, LocalDate from, LocalDate until, int depth) {
        return database.sql(COUNT)
                .bind("zone", settings.zone().getId())
                .bind("station", station)
                .bind("depth", depth)
                .bind("from", from.atStartOfDay(settings.zone()).toInstant())
                .bind("until", until.plusDays(1).atStartOfDay(settings.zone()).toInstant())
                .map(row -> new Happened(
                        required(row, "day", LocalDate.class),
                        new StationPath(required(row, "place", String.class)),
                        Kind.of(required(row, "kind", String.class)),
                        required(row, "of", String.class),
                        required(row, "more", String.class),
                        required(row, "amount", Long.class)))
                .all();
    }
}
