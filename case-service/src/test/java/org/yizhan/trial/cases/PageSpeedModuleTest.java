package org.yizhan.trial.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.cases.search.Terms;
import org.yizhan.platform.r2dbc.DatabaseSettings;
import org.yizhan.platform.security.SessionCookie;
import org.yizhan.platform.security.SessionKind;
import org.yizhan.protocol.id.Role;
import tools.jackson.databind.json.JsonMapper;

/// How long what the pages ask for takes in a large archive with its history, over HTTP with a session, as whole
/// answers. `./bench pages` runs this with many rows; here it makes sure that the measurement itself works.
@TestPropertySource(properties = {"yizhan.trial=pages", "yizhan.demo=false"})
class PageSpeedModuleTest extends CasesTest {

    private static final int ROWS = Integer.getInteger("yizhan.pages.rows", 600);
    private static final int ASKED = Integer.getInteger("yizhan.pages.queries", 3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The day on which the archive ends.
    private static final String LAST = "2026-11-20";

    @Autowired
    private Terms terms;

    @Autowired
    private Confidential confidential;

    @Autowired
    private DatabaseSettings settings;

    @LocalServerPort
    private int webPort;

    @Override
    protected boolean withDemo() {
        return false;
    }

    @Test
    void everyPageAnswersSoon() throws Exception {
        var items = new ArrayList<String>();
        officer.get("/api/catalogue/items")
                .ok()
                .forEach(i -> items.add(i.path("code").asString()));
        try (var connection = DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password())) {
            var archive = new ArchiveOfNobody(connection, terms, confidential, items, ROWS);
            archive.load();
            HistoryOfNobody.load(connection);
            var began = System.nanoTime();
            awaitSums(Duration.ofMinutes(30));
            System.out.printf("sums for figures after %.0f s, %s%n", (System.nanoTime() - began) / 1e9, sizes());
            var community = archive.scope(new SplittableRandom(5));
            measure(new Readers(
                    cookie("d01", Role.OFFICER),
                    cookie(Terms.at(community, 1).value(), Role.CLERK),
                    cookie(community.value(), Role.CLERK),
                    cookie("d01", Role.SUPERVISOR),
                    cookie("d01", Role.ADMINISTRATOR)));
        }
    }

    private String sizes() {
        return strings("SELECT 'sums ' || pg_size_pretty(pg_total_relation_size('cases.tally')) || ', events '"
                        + " || pg_size_pretty(pg_total_relation_size('cases.case_event'))")
                .getFirst();
    }

    private record Readers(String officer, String street, String community, String supervisor, String administrator) {}

    private record Page(String name, String cookie, String path) {}

    private String cookie(String station, Role role) {
        return SessionCookie.NAME + "="
                + signedIn.cookie("pages-" + station + "-" + role, station, SessionKind.PERSON, role);
    }

    private static ArrayList<Page> pages(Readers readers) {
        var pages = new ArrayList<Page>();
        pages.add(new Page("items", readers.officer(), "/api/catalogue/items"));
        pages.add(new Page("groups of items", readers.officer(), "/api/catalogue/groups"));
        pages.add(new Page("releases", readers.administrator(), "/api/catalogue/releases"));
        pages.add(new Page("processes", readers.officer(), "/api/processes"));
        pages.add(new Page("work, district", readers.officer(), "/api/worklist?page=0"));
        pages.add(new Page("work, street", readers.street(), "/api/worklist?page=0"));
        pages.add(new Page("work, community", readers.community(), "/api/worklist?page=0"));
        pages.add(new Page("cases, district", readers.officer(), "/api/cases"));
        pages.add(new Page("cases, hundredth page", readers.officer(), "/api/cases?page=100"));
        pages.add(new Page("cases, community", readers.community(), "/api/cases"));
        pages.add(new Page("search", readers.officer(), "/api/search?q=%E7%8E%8B%E4%BC%9F"));
        pages.add(new Page("communities", readers.officer(), "/api/org/communities"));
        pages.add(new Page("stations", readers.administrator(), "/api/org/stations"));
        pages.add(new Page("people", readers.administrator(), "/api/org/people"));
        pages.add(new Page("postings", readers.administrator(), "/api/org/postings"));
        pages.add(new Page("duty", readers.administrator(), "/api/org/duty"));
        pages.add(new Page("work orders", readers.supervisor(), "/api/work-orders"));
        pages.add(new Page("figures, 30 days", readers.supervisor(), figures("2026-10-22")));
        pages.add(new Page("figures, quarter", readers.supervisor(), figures("2026-09-01")));
        pages.add(new Page("figures, year", readers.supervisor(), figures("2026-01-01")));
        return pages;
    }

    private static String figures(String from) {
        return "/api/figures?from=" + from + "&until=" + LAST;
    }

    private void measure(Readers readers) throws IOException, InterruptedException {
        var worst = 0.0;
        var worstPage = "";
        try (var client = HttpClient.newHttpClient()) {
            for (var page : pages(readers)) {
                var times = new ArrayList<Double>();
                for (var i = -1; i < ASKED; i++) {
                    var began = System.nanoTime();
                    var answer = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + webPort + page.path()))
                                    .header("Cookie", page.cookie())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
                    var took = (System.nanoTime() - began) / 1e6;
                    assertThat(answer.statusCode()).as(page.name()).isEqualTo(200);
                    assertThat(answer.body()).as(page.name()).isNotEmpty();
                    if (i >= 0) {
                        times.add(took);
                    }
                }
                times.sort(null);
                var slowest = times.getLast();
                System.out.printf("%-24s p50 %7.1f max %7.1f ms%n", page.name(), times.get(times.size() / 2), slowest);
                if (slowest > worst) {
                    worst = slowest;
                    worstPage = page.name();
                }
            }
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("bench", "pages");
        result.put("rows", ROWS);
        result.put("worst_ms", Math.round(worst * 10) / 10.0);
        result.put("worst_page", worstPage);
        Files.writeString(Path.of("target", "pages-bench.json"), JSON.writeValueAsString(result));
        assertThat(worst).as(worstPage).isLessThan(30_000);
    }
}
