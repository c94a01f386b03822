package org.yizhan.cases.figures;

import static org.yizhan.cases.row.Columns.required;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.util.RawValue;

/// The sums that are kept of days that are over.
@Component
class Tallies {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// How much later than its day an event may be written.
    private static final Duration LATE = Duration.ofMinutes(10);

    /// More than how many levels a station has.
    private static final int ALL_LEVELS = 9;

    private final DatabaseClient database;
    private final Happenings happenings;
    private final TransactionalOperator transactions;
    private final CaseSettings settings;
    private final Clock clock;

    Tallies(
            DatabaseClient database,
            Happenings happenings,
            TransactionalOperator transactions,
            CaseSettings settings,
            Clock clock) {
        this.database = database;
        this.happenings = happenings;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /// Days that were never counted, or that something of later has changed: a station that moved takes its
    /// past along, and a rating whose appeal was upheld does not count. What came in the same seconds is looked
    /// at twice; what was counted in the future was counted by a wrong clock.
    private static final String WANTING = """
            SELECT d.day::date AS day
            FROM generate_series((SELECT min(opened_at AT TIME ZONE :zone)::date FROM cases.case_file), CAST(:last AS date),
                interval '1 day') AS d (day)
            LEFT JOIN cases.tallied t ON t.day = d.day::date
            WHERE t.day IS NULL OR t.zone <> :zone OR t.at > :now
                OR t.at < (SELECT max(c.at) FROM cases.org_change c WHERE c.what = 'move') + interval '10 seconds'
                OR EXISTS (
                    SELECT FROM cases.work_order o
                    JOIN cases.rating r ON r.case_id = o.case_id AND r.consultation IS NOT DISTINCT FROM o.consultation
                    WHERE o.kind = 'rating' AND o.upheld AND o.decided_at > t.at - interval '10 seconds'
                        AND (r.at AT TIME ZONE :zone)::date = t.day)
            ORDER BY 1 DESC LIMIT :most
            """;

    /// The latest days that have to be counted.
    Flux<LocalDate> wanting(int most) {
        var now = clock.instant();
        return database.sql(WANTING)
                .bind("zone", settings.zone().getId())
                .bind("last", lastOver(now))
                .bind("now", now)
                .bind("most", most)
                .map(row -> required(row, "day", LocalDate.class))
                .all();
    }

    private LocalDate lastOver(Instant now) {
        return now.minus(LATE).atZone(settings.zone()).toLocalDate().minusDays(1);
    }

    /// Counts a day and keeps what came out. Whoever else does it at the same moment waits and does it again.
    Mono<Void> keep(LocalDate day) {
        var now = clock.instant();
        return database.sql("""
                        INSERT INTO cases.tallied (day, at, zone) VALUES (:day, :at, :zone)
                        ON CONFLICT (day) DO UPDATE SET at = excluded.at, zone = excluded.zone
                        """)
                .bind("day", day)
                .bind("at", now)
                .bind("zone", settings.zone().getId())
                .then()
                .then(happenings.between("", day, day, ALL_LEVELS).collectList())
                .flatMap(all -> replace(day, all))
                .as(transactions::transactional);
    }

    private Mono<Void> replace(LocalDate day, List<Happened> all) {
        return database.sql("DELETE FROM cases.tally WHERE day = :day")
                .bind("day", day)
                .then()
                .then(database.sql("""
                                INSERT INTO cases.tally (place, day, own, parent, completed, in_time, straight, rated, satisfied, counts)
                                SELECT r.place, :day, r.own, subpath(r.place, 0, nlevel(r.place) - 1), r.completed, r.in_time,
                                    r.straight, r.rated, r.satisfied, r.counts
                                FROM json_to_recordset(CAST(:rows AS json)) AS r (place ltree, own boolean, completed bigint,
                                    in_time bigint, straight bigint, rated bigint, satisfied bigint, counts json)
                                """).bind("day", day).bind("rows", rows(all)).then());
    }

    private record Row(StationPath place, boolean own) {}

    private static String rows(List<Happened> all) {
        var tallies = new HashMap<Row, Tally>();
        for (var one : all) {
            var path = one.place().value();
            for (var end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
                tallies.computeIfAbsent(
                                new Row(new StationPath(path.substring(0, end)), end == path.length()),
                                _ -> new Tally())
                        .add(one.kind(), one.of(), one.more(), one.amount());
            }
        }
        var rows = JSON.createArrayNode();
        tallies.forEach((row, tally) -> add(rows, row, tally));
        return JSON.writeValueAsString(rows);
    }

    private static void add(ArrayNode rows, Row row, Tally tally) {
        var standing = Standing.of(tally);
        rows.addObject()
                .put("place", row.place().value())
                .put("own", row.own())
                .put("completed", standing.completed())
                .put("in_time", standing.inTime())
                .put("straight", standing.straight())
                .put("rated", standing.rated())
                .put("satisfied", standing.satisfied())
                .putRawValue("counts", new RawValue(tally.json()));
    }

    /// The days of a span that are counted.
    Mono<Set<LocalDate>> counted(LocalDate from, LocalDate until) {
        return database.sql("SELECT day FROM cases.tallied WHERE day BETWEEN :from AND :until AND zone = :zone")
                .bind("from", from)
                .bind("until", until)
                .bind("zone", settings.zone().getId())
                .map(row -> required(row, "day", LocalDate.class))
                .all()
                .collect(Collectors.toSet());
    }

    record Day(LocalDate day, Tally tally) {}

    /// What is kept of a station and those below it.
    Flux<Day> of(StationPath station, Set<LocalDate> days) {
        return database.sql("""
                        SELECT day, counts::text AS counts FROM cases.tally
                        WHERE place = CAST(:station AS ltree) AND day = ANY (:days)
                        """)
                .bind("station", station.value())
                .bind("days", days.toArray(LocalDate[]::new))
                .map(row ->
                        new Day(required(row, "day", LocalDate.class), Tally.of(required(row, "counts", String.class))))
                .all();
    }

    /// What is kept for the stars of the stations right below one, and of what belongs to itself.
    Mono<Map<StationPath, Standing>> standings(StationPath station, Set<LocalDate> days) {
        return database.sql("""
                        SELECT place::text AS place, sum(completed)::bigint AS completed, sum(in_time)::bigint AS in_time,
                            sum(straight)::bigint AS straight, sum(rated)::bigint AS rated, sum(satisfied)::bigint AS satisfied
                        FROM cases.tally
                        WHERE (parent = CAST(:station AS ltree) OR place = CAST(:station AS ltree) AND own)
                            AND day = ANY (:days)
                        GROUP BY place
                        """)
                .bind("station", station.value())
                .bind("days", days.toArray(LocalDate[]::new))
                .map(row -> Map.entry(
                        new StationPath(required(row, "place", String.class)),
                        new Standing(
                                required(row, "completed", Long.class),
                                required(row, "in_time", Long.class),
                                required(row, "straight", Long.class),
                                required(row, "rated", Long.class),
                                required(row, "satisfied", Long.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
