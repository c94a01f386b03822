package org.yizhan.cases.figures;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Counts what happened, from the cases, their events, meetings and ratings.
@Component
class Counting {

    private static final int MOST = 500;

    /// In characters; what is longer is no heading.
    private static final int LONGEST_REASON = 40;

    private final DatabaseClient database;
    private final CaseSettings settings;

    Counting(DatabaseClient database, CaseSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// What is counted: a station and below, from a day up to and with another.
    record Span(StationPath station, LocalDate from, LocalDate until) {}

    private record Totals(long opened, long visits, long completed, long consultations) {}

    Mono<Figures> count(Span span) {
        return totals(span)
                .flatMap(totals -> days(span)
                        .flatMap(days -> steps(span)
                                .flatMap(steps -> back(span)
                                        .flatMap(back -> ratings(span)
                                                .flatMap(ratings -> orders(span)
                                                        .flatMap(orders -> items(span)
                                                                .flatMap(items -> reliefs(span)
                                                                        .flatMap(reliefs -> stations(span)
                                                                                .map(stations -> new Figures(
                                                                                        span.from(),
                                                                                        span.until(),
                                                                                        totals.opened(),
                                                                                        totals.completed(),
                                                                                        totals.consultations(),
                                                                                        totals.visits(),
                                                                                        days,
                                                                                        steps,
                                                                                        back.where(),
                                                                                        back.why(),
                                                                                        ratings,
                                                                                        share(
                                                                                                ratings,
                                                                                                totals.completed()),
                                                                                        orders,
                                                                                        items,
                                                                                        reliefs,
                                                                                        stations))))))))));
    }

    private static @Nullable Double share(List<Figures.Rated> ratings, long completed) {
        var rated = ratings.stream().mapToLong(Figures.Rated::ratings).sum();
        return completed == 0 ? null : Math.min(1, Math.round(1000.0 * rated / completed) / 1000.0);
    }

    private Mono<Totals> totals(Span span) {
        return query(span, """
                        SELECT (SELECT count(*) FROM cases.case_file f WHERE f.scope <@ CAST(:station AS ltree)
                                AND f.opened_at >= :from AND f.opened_at < :until) AS opened,
                            (SELECT count(*) FROM cases.case_file f WHERE f.scope <@ CAST(:station AS ltree)
                                AND f.channel <> 'api' AND f.opened_at >= :from AND f.opened_at < :until) AS visits,
                            (SELECT count(*) FROM cases.case_file f WHERE f.scope <@ CAST(:station AS ltree)
                                AND f.completed_at >= :from AND f.completed_at < :until) AS completed,
                            (SELECT count(*) FROM cases.meeting m JOIN cases.case_file f ON f.id = m.case_id
                                WHERE f.scope <@ CAST(:station AS ltree) AND m.started_at >= :from
                                AND m.started_at < :until) AS consultations
                        """)
                .map(row -> new Totals(
                        number(row, "opened"),
                        number(row, "visits"),
                        number(row, "completed"),
                        number(row, "consultations")))
                .one();
    }

    private Mono<List<Figures.Day>> days(Span span) {
        return all(
                span,
                """
                SELECT day, sum(opened)::bigint AS opened, sum(completed)::bigint AS completed FROM (
                    SELECT (f.opened_at AT TIME ZONE :zone)::date AS day, 1 AS opened, 0 AS completed FROM cases.case_file f
                    WHERE f.scope <@ CAST(:station AS ltree) AND f.opened_at >= :from AND f.opened_at < :until
                    UNION ALL
                    SELECT (f.completed_at AT TIME ZONE :zone)::date, 0, 1 FROM cases.case_file f
                    WHERE f.scope <@ CAST(:station AS ltree) AND f.completed_at >= :from AND f.completed_at < :until) x
                GROUP BY day ORDER BY day
                """,
                true,
                row -> new Figures.Day(
                        required(row, "day", LocalDate.class), number(row, "opened"), number(row, "completed")));
    }

    /// From the event that brought a case to a step until the one that took it away.
    private Mono<List<Figures.StepTime>> steps(Span span) {
        return all(
                span,
                """
                WITH moved AS (
                    SELECT e.case_id, e.step, e.at, lag(e.at) OVER w AS since, lag(e.step) OVER w AS before
                    FROM cases.case_event e JOIN cases.case_file f ON f.id = e.case_id
                    WHERE f.scope <@ CAST(:station AS ltree) AND e.at >= :from AND e.at < :until AND e.step IS NOT NULL
                        AND e.action IN ('open', 'accept', 'approve', 'return', 'resubmit', 'sign', 'complete')
                    WINDOW w AS (PARTITION BY e.case_id ORDER BY e.seq))
                SELECT step, count(*) AS cases,
                    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM at - since)) / 3600 AS median,
                    percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM at - since)) / 3600 AS p90
                FROM moved WHERE since IS NOT NULL GROUP BY step ORDER BY cases DESC, step LIMIT %d
                """.formatted(MOST),
                false,
                row -> new Figures.StepTime(
                        required(row, "step", String.class),
                        number(row, "cases"),
                        rounded(required(row, "median", Double.class)),
                        rounded(required(row, "p90", Double.class))));
    }

    private Mono<List<Figures.Return>> returns(Span span) {
        return all(
                span,
                """
                SELECT f.item, e.step, count(*) AS cases FROM cases.case_event e JOIN cases.case_file f ON f.id = e.case_id
                WHERE f.scope <@ CAST(:station AS ltree) AND e.action = 'return' AND e.at >= :from AND e.at < :until
                    AND e.step IS NOT NULL
                GROUP BY f.item, e.step ORDER BY cases DESC, f.item, e.step LIMIT %d
                """.formatted(MOST),
                false,
                row -> new Figures.Return(
                        required(row, "item", String.class),
                        required(row, "step", String.class),
                        number(row, "cases")));
    }

    private record Back(List<Figures.Return> where, List<Figures.ReturnReason> why) {}

    private Mono<Back> back(Span span) {
        return returns(span).flatMap(where -> reasons(span).map(why -> new Back(where, why)));
    }

    /// By what the comments begin with: whoever sends a case back writes a reason and then, behind a
    /// colon or a comma, what is meant.
    private Mono<List<Figures.ReturnReason>> reasons(Span span) {
        return all(
                span,
                """
                SELECT left(btrim(substring(btrim(coalesce(e.comment, ''), E' \\t\\r\\n') FROM '^[^:：,，;；.。!！\\n]*')), %d) AS reason,
                    count(*) AS returns, count(DISTINCT e.case_id) AS cases
                FROM cases.case_event e JOIN cases.case_file f ON f.id = e.case_id
                WHERE f.scope <@ CAST(:station AS ltree) AND e.action = 'return' AND e.at >= :from AND e.at < :until
                    AND e.step IS NOT NULL
                GROUP BY 1 ORDER BY returns DESC, 1 LIMIT %d
                """.formatted(LONGEST_REASON, MOST),
                false,
                row -> new Figures.ReturnReason(
                        required(row, "reason", String.class), number(row, "returns"), number(row, "cases")));
    }

    private static final String COUNTING_RATINGS = """
            FROM cases.rating r JOIN cases.case_file f ON f.id = r.case_id
            WHERE f.scope <@ CAST(:station AS ltree) AND r.at >= :from AND r.at < :until
                AND NOT EXISTS (SELECT FROM cases.work_order o WHERE o.case_id = r.case_id AND o.kind = 'rating' AND o.upheld
                    AND o.consultation IS NOT DISTINCT FROM r.consultation)
            """;

    private Mono<List<Figures.Rated>> ratings(Span span) {
        return all(
                span,
                "SELECT r.level, count(*) AS ratings " + COUNTING_RATINGS + " GROUP BY r.level ORDER BY r.level DESC",
                false,
                row -> new Figures.Rated(required(row, "level", Integer.class), number(row, "ratings")));
    }

    private Mono<Figures.WorkOrderCount> orders(Span span) {
        return query(span, """
                        SELECT count(*) AS opened, count(answered_at) AS answered,
                            count(*) FILTER (WHERE answered_at <= due) AS in_time, count(called_at) AS called
                        FROM cases.work_order WHERE scope <@ CAST(:station AS ltree)
                            AND opened_at >= :from AND opened_at < :until
                        """)
                .map(row -> new Figures.WorkOrderCount(
                        number(row, "opened"), number(row, "answered"), number(row, "in_time"), number(row, "called")))
                .one();
    }

    private Mono<List<Figures.ItemCount>> items(Span span) {
        return all(
                span,
                """
                SELECT f.item, count(*) AS opened, count(f.completed_at) AS completed FROM cases.case_file f
                WHERE f.scope <@ CAST(:station AS ltree) AND f.opened_at >= :from AND f.opened_at < :until
                GROUP BY f.item ORDER BY opened DESC, f.item LIMIT %d
                """.formatted(MOST),
                false,
                row -> new Figures.ItemCount(
                        required(row, "item", String.class), number(row, "opened"), number(row, "completed")));
    }

    /// Papers that followed later, were promised or were taken from the archive.
    private Mono<List<Figures.Relieved>> reliefs(Span span) {
        return all(
                span,
                """
                SELECT r.kind, r.basis, count(*) AS papers FROM cases.relief r JOIN cases.case_file f ON f.id = r.case_id
                WHERE f.scope <@ CAST(:station AS ltree) AND r.at >= :from AND r.at < :until
                GROUP BY r.kind, r.basis ORDER BY papers DESC, r.kind LIMIT %d
                """.formatted(MOST),
                false,
                row -> new Figures.Relieved(
                        required(row, "kind", String.class),
                        required(row, "basis", String.class),
                        number(row, "papers")));
    }

    /// Of the stations one level below, or of the station itself where none is.
    private Mono<List<Figures.Stars>> stations(Span span) {
        return all(span, """
                WITH done AS (
                    SELECT f.id, subpath(f.scope, 0, least(nlevel(f.scope), nlevel(CAST(:station AS ltree)) + 1)) AS place,
                        f.completed_at - f.opened_at <= interval '14 days' AS in_time,
                        NOT EXISTS (SELECT FROM cases.case_event e WHERE e.case_id = f.id AND e.action = 'return') AS straight
                    FROM cases.case_file f WHERE f.scope <@ CAST(:station AS ltree)
                        AND f.completed_at >= :from AND f.completed_at < :until),
                rated AS (
                    SELECT subpath(f.scope, 0, least(nlevel(f.scope), nlevel(CAST(:station AS ltree)) + 1)) AS place,
                        avg(CASE WHEN r.level >= 3 THEN 1.0 ELSE 0.0 END) AS satisfaction
                """ + COUNTING_RATINGS + """
                    GROUP BY 1)
                SELECT d.place::text AS place, s.name, s.name_en, count(*) AS completed,
                    CAST(avg(CASE WHEN d.in_time THEN 1.0 ELSE 0.0 END) AS float8) AS in_time,
                    CAST(avg(CASE WHEN d.straight THEN 1.0 ELSE 0.0 END) AS float8) AS straight,
                    CAST(max(rated.satisfaction) AS float8) AS satisfaction
                FROM done d LEFT JOIN rated ON rated.place = d.place LEFT JOIN cases.station s ON s.path = d.place
                GROUP BY d.place, s.name, s.name_en ORDER BY d.place LIMIT %d
                """.formatted(MOST), false, Counting::stars);
    }

    private static Figures.Stars stars(Readable row) {
        var place = required(row, "place", String.class);
        var name = row.get("name", String.class);
        var nameEn = row.get("name_en", String.class);
        var satisfaction = row.get("satisfaction", Double.class);
        var inTime = row.get("in_time", Double.class);
        var straight = row.get("straight", Double.class);
        return new Figures.Stars(
                place,
                name == null ? place : name,
                nameEn == null ? place : nameEn,
                number(row, "completed"),
                satisfaction,
                inTime,
                straight,
                Figures.Stars.stars(satisfaction, inTime, straight));
    }

    private <T> Mono<List<T>> all(Span span, String sql, boolean zoned, Function<Readable, T> read) {
        var statement = query(span, sql);
        return (zoned ? statement.bind("zone", settings.zone().getId()) : statement)
                .map(read::apply)
                .all()
                .collectList();
    }

    private GenericExecuteSpec query(Span span, String sql) {
        return database.sql(sql)
                .bind("station", span.station().value())
                .bind("from", start(span.from()))
                .bind("until", start(span.until().plusDays(1)));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(settings.zone()).toInstant();
    }

    private static long number(Readable row, String column) {
        return required(row, column, Long.class);
    }

    private static double rounded(double hours) {
        return Math.round(hours * 100) / 100.0;
    }
}
