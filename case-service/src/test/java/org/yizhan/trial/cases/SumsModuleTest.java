package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.TestPropertySource;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.cases.search.Terms;
import org.yizhan.platform.r2dbc.DatabaseSettings;
import org.yizhan.platform.rounds.Rounds;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import tools.jackson.databind.JsonNode;

/// Figures of an archive: the sums that are kept say what the events say, also of the past that changes.
@TestPropertySource(properties = {"yizhan.trial=sums", "yizhan.demo=false"})
class SumsModuleTest extends CasesTest {

    private static final int ROWS = 3_000;
    private static final int DAYS = 250;
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    private Terms terms;

    @Autowired
    private Confidential confidential;

    @Autowired
    private DatabaseSettings settings;

    @Autowired
    @Qualifier("figuresRounds")
    private Rounds rounds;

    private CaseUser supervisor;
    private StationPath place = new StationPath("d01");

    @Override
    protected boolean withDemo() {
        return false;
    }

    @BeforeEach
    void anArchive() throws Exception {
        supervisor = as(signedIn.supervisor("supervisor1", "d01"));
        var items = new ArrayList<String>();
        officer.get("/api/catalogue/items")
                .ok()
                .forEach(i -> items.add(i.path("code").asString()));
        try (var connection = connect()) {
            var archive = new ArchiveOfNobody(connection, terms, confidential, items, ROWS, Duration.ofDays(DAYS));
            if (strings("SELECT path::text FROM cases.station").isEmpty()) {
                archive.load();
                run(
                        "INSERT INTO cases.station (path, level, kind, name, name_en) VALUES ('d01', 0, 'district', '区', 'District')");
                HistoryOfNobody.load(connection);
            }
            place = archive.scope(new SplittableRandom(5));
        }
        run("TRUNCATE cases.baseline");
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
    }

    private void run(String... commands) throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        }
    }

    /// Has the sums counted that are not there or not true any more, and waits for those that are not there.
    private void keep() {
        rounds.stop();
        rounds.start();
        awaitSums(SOON);
    }

    private JsonNode figures(String station, String from, String until) {
        return supervisor
                .get("/api/figures?station=" + station + "&from=" + from + "&until=" + until)
                .ok();
    }

    private Map<String, JsonNode> asked() {
        var answers = new LinkedHashMap<String, JsonNode>();
        var stations = List.of("d01", Terms.at(place, 1).value(), place.value());
        for (var station : stations) {
            answers.put(station + " year", figures(station, "2025-11-21", "2026-11-20"));
            answers.put(station + " month", figures(station, "2026-05-01", "2026-05-31"));
            answers.put(station + " day", figures(station, "2026-08-08", "2026-08-08"));
        }
        return answers;
    }

    @Test
    void whatIsKeptSaysWhatTheEventsSay() throws Exception {
        keep();
        assertThat(strings("SELECT count(*)::text FROM cases.tally").getFirst()).isNotEqualTo("0");
        var kept = asked();
        // Nothing kept, as after an update; once more when a round came between.
        Map<String, JsonNode> counted;
        do {
            run("TRUNCATE cases.tally, cases.tallied");
            counted = asked();
        } while (!strings("SELECT day::text FROM cases.tallied").isEmpty());
        assertThat(counted).isEqualTo(kept);
        var year = Objects.requireNonNull(kept.get("d01 year"));
        assertThat(year.path("opened").asLong()).isBetween((long) ROWS - 20, (long) ROWS);
        assertThat(year.path("days")).hasSizeGreaterThan(DAYS);
        assertThat(year.path("stations")).isNotEmpty();
        // Three days, from the fresh archive's history.
        assertThat(year.path("cycle").path("medianHours").asDouble()).isBetween(70.0, 74.0);
        var steps = new LinkedHashMap<String, Double>();
        year.path("steps")
                .forEach(s -> steps.put(
                        s.path("step").asString(), s.path("medianHours").asDouble()));
        assertThat(steps.get("completion")).isBetween(23.4, 24.6);
        assertThat(steps.get("correction")).isBetween(5.8, 6.2);
    }

    @Test
    void whoeverCountsByHandGetsTheSame() {
        keep();
        var opened = strings("""
                SELECT count(*)::text FROM cases.case_file WHERE scope <@ 'd01'
                    AND (opened_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN '2026-01-01' AND '2026-06-30'
                """).getFirst();
        var returned = strings("""
                SELECT count(*)::text FROM cases.case_event WHERE action = 'return'
                    AND (at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN '2026-01-01' AND '2026-06-30'
                """).getFirst();
        var figures = figures("d01", "2026-01-01", "2026-06-30");
        assertThat(figures.path("opened").asString()).isEqualTo(opened);
        assertThat(figures.path("returnReasons").path(0).path("returns").asString())
                .isEqualTo(returned);
    }

    @Test
    void aRatingWhoseAppealIsUpheldIsTakenOutOfThePast() throws Exception {
        keep();
        var before = figures("d01", "2026-01-01", "2026-06-30").path("ratings");
        run("""
                INSERT INTO cases.work_order (id, kind, case_id, scope, accused, level, opened_at, due, upheld, decided_at)
                SELECT gen_random_uuid(), 'rating', r.case_id, 'd01', '{}', r.level, r.at, r.at, true, now() + interval '1 minute'
                FROM cases.rating r WHERE r.level = 5 AND r.at >= '2026-03-01' AND r.at < '2026-06-01' ORDER BY r.at LIMIT 1
                """);
        try {
            var day = strings("SELECT (opened_at AT TIME ZONE 'Asia/Shanghai')::date::text FROM cases.work_order")
                    .getFirst();
            var at = strings("SELECT at::text FROM cases.tallied WHERE day = '" + day + "'")
                    .getFirst();
            keep();
            awaitCount("SELECT count(*) FROM cases.tallied WHERE day = '" + day + "' AND at > '" + at + "'", 1, SOON);
            var after = figures("d01", "2026-01-01", "2026-06-30").path("ratings");
            assertThat(after.path(0).path("level").asInt()).isEqualTo(5);
            assertThat(after.path(0).path("ratings").asLong())
                    .isEqualTo(before.path(0).path("ratings").asLong() - 1);
        } finally {
            run("TRUNCATE cases.work_order");
        }
    }

    @Test
    void aStationThatMovesTakesItsPastAlong() {
        keep();
        var admin = as(signedIn.as("admin1", "d01", Role.ADMINISTRATOR));
        var before = figures(place.value(), "2026-01-01", "2026-06-30")
                .path("opened")
                .asLong();
        assertThat(before).isPositive();
        admin.post("/api/org/stations", Map.of("path", "d01.neu", "kind", "street", "name", "新街道", "nameEn", "New"))
                .ok();
        admin.post("/api/org/stations/" + place.value() + "/move", Map.of("under", "d01.neu"))
                .ok();
        var moved = "d01.neu" + place.value().substring(place.value().lastIndexOf('.'));
        keep();
        awaitCount("SELECT count(*) FROM cases.tally WHERE place = '" + place.value() + "'", 0, SOON);
        assertThat(figures(moved, "2026-01-01", "2026-06-30").path("opened").asLong())
                .isEqualTo(before);
        admin.post(
                        "/api/org/stations/" + moved + "/move",
                        Map.of("under", Terms.at(place, 1).value()))
                .ok();
    }

    @Test
    void aBaselineHoldsForTheStationsBelowUntilTheyHaveTheirOwn() {
        keep();
        var days = Map.of("station", "d01", "from", "2026-01-01", "until", "2026-03-31");
        var counted = supervisor.put("/api/figures/baseline", days).ok();
        assertThat(counted.path("cycleHours").asDouble()).isBetween(70.0, 74.0);
        assertThat(counted.path("steps")).hasSize(4);
        var below = figures(place.value(), "2026-04-01", "2026-04-30").path("baseline");
        assertThat(below.path("station").asString()).isEqualTo("d01");
        assertThat(below.path("cycleHours")).isEqualTo(counted.path("cycleHours"));

        var known = Map.of("station", place.value(), "from", "2019-01-01", "until", "2019-12-31", "cycleHours", 360);
        supervisor.put("/api/figures/baseline", known).ok();
        below = figures(place.value(), "2026-04-01", "2026-04-30").path("baseline");
        assertThat(below.path("cycleHours").asDouble()).isEqualTo(360);
        assertThat(below.path("until").asString()).isEqualTo("2019-12-31");
        assertThat(new String(
                        supervisor.get("/api/figures.csv?station=" + place).body(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"baseline: whole case, median hours\",2019-01-01/2019-12-31,360.0,");
        supervisor
                .client()
                .delete()
                .uri("/api/figures/baseline?station=" + place)
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(figures(place.value(), "2026-04-01", "2026-04-30")
                        .path("baseline")
                        .path("station")
                        .asString())
                .isEqualTo("d01");
    }

    @Test
    void whatIsNoBaselineIsRefused() {
        var other = as(signedIn.supervisor("supervisor2", "d02"));
        assertThat(other.put("/api/figures/baseline", Map.of("station", "d01")).code())
                .isEqualTo("invalid");
        assertThat(community
                        .put("/api/figures/baseline", Map.of("station", "d01"))
                        .status())
                .isEqualTo(403);
        var nothing = Map.of("station", "d01", "from", "2020-01-01", "until", "2020-01-31");
        assertThat(supervisor.put("/api/figures/baseline", nothing).code()).isEqualTo("baseline-empty");
        var steps = List.of(Map.of("step", "first-review", "medianHours", -1));
        assertThat(supervisor
                        .put("/api/figures/baseline", Map.of("steps", steps))
                        .code())
                .isEqualTo("invalid");
        assertThat(supervisor
                        .put("/api/figures/baseline", Map.of("cycleHours", 1e9))
                        .code())
                .isEqualTo("invalid");
        assertThat(supervisor
                        .put(
                                "/api/figures/baseline",
                                Map.of("from", "2026-02-01", "until", "2026-01-01", "cycleHours", 3))
                        .code())
                .isEqualTo("invalid");
    }
}
