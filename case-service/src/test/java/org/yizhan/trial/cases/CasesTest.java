package org.yizhan.trial.cases;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.platform.security.Sessions;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.platform.testing.SignedIn;
import org.yizhan.protocol.consultation.Attendance;
import org.yizhan.protocol.id.Role;

/// A running case service with a database and a data folder of its own, and people to ask it.
@SpringBootTest(
        classes = CasesAlone.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.main.web-application-type=reactive", "yizhan.demo=true", "yizhan.parts.secret=trial"})
public abstract class CasesTest {

    protected static final String OFF_SITE = "offsite-care-registration";
    protected static final String CHRONIC = "chronic-disease-recognition";
    protected static final String STREET = "d01.s01";
    protected static final String HOME = "d01.s01.c01";
    protected static final String ELSEWHERE = "d01.s01.c02";

    protected static final Attendance.Attendee OFFICER = WrittenConsultations.who("officer1", Role.OFFICER, "d01");
    protected static final Attendance.Attendee STREET_CLERK = WrittenConsultations.who("street1", Role.CLERK, STREET);
    protected static final Attendance.Attendee BOOTH = WrittenConsultations.who("booth-s01-1", Role.TERMINAL, STREET);

    /// One folder for all tests of a JVM, as they share one running service.
    protected static final Path DATA =
            Path.of("target", "trial-data", UUID.randomUUID().toString());

    @Autowired
    protected WrittenConsultations meetings;

    @Autowired
    protected DatabaseClient database;

    @Autowired
    private Sessions sessions;

    @LocalServerPort
    private int port;

    protected SignedIn signedIn;
    protected CaseUser booth;
    protected CaseUser officer;
    protected CaseUser street;
    protected CaseUser community;
    protected CaseUser otherCommunity;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
        registry.add("yizhan.data", DATA::toString);
    }

    @BeforeEach
    void people() {
        signedIn = new SignedIn(sessions, port);
        booth = new CaseUser(signedIn.terminal("booth-s01-1", STREET));
        officer = new CaseUser(signedIn.officer("officer1", "d01"));
        street = new CaseUser(signedIn.clerk("street1", STREET));
        community = new CaseUser(signedIn.clerk("community01", HOME));
        otherCommunity = new CaseUser(signedIn.clerk("community02", ELSEWHERE));
        if (withDemo()) {
            awaitDemo();
        }
    }

    /// Whether the test wants the demo organisation.
    protected boolean withDemo() {
        return true;
    }

    /// The demo organisation is loaded beside the start.
    private void awaitDemo() {
        var stations = 1 + 1 + 22 * (1 + 2 * (1 + 3));
        awaitCount(
                "SELECT least(count(*), %1$d) FROM cases.station".formatted(stations),
                stations,
                Duration.ofSeconds(10));
    }

    /// Asks again until there are as many.
    protected void awaitCount(String sql, long number, Duration longest) {
        database.sql(sql)
                .mapValue(Long.class)
                .one()
                .repeatWhen(again -> again.delayElements(Duration.ofMillis(50)))
                .takeUntil(n -> n == number)
                .blockLast(longest);
    }

    /// Waits until the sums for figures are there of all days that are over.
    protected void awaitSums(Duration longest) {
        awaitCount("""
                SELECT count(*) FROM generate_series(
                    (SELECT min(opened_at AT TIME ZONE 'Asia/Shanghai')::date FROM cases.case_file),
                    (now() AT TIME ZONE 'Asia/Shanghai' - interval '10 minutes')::date - 1, interval '1 day') d
                LEFT JOIN cases.tallied t ON t.day = d::date WHERE t.day IS NULL
                """, 0, longest);
    }

    /// A booth's case with everything in it that it needs.
    protected String completeCase(String item) {
        var id = booth.open(item, "booth").path("id").asString();
        officer.fill(id, item.equals(OFF_SITE) ? CaseUser.offSiteForm() : CaseUser.chronicForm())
                .ok();
        booth.addPaper(id, "identity-card").ok();
        booth.addPaper(id, item.equals(OFF_SITE) ? "residence-proof" : "diagnosis")
                .ok();
        officer.askSignature(id).ok();
        booth.sign(id).ok();
        return id;
    }

    /// Signs in as somebody else.
    protected CaseUser as(WebTestClient client) {
        return new CaseUser(client);
    }

    /// Takes answers as large as a download.
    protected static WebTestClient patient(WebTestClient client) {
        return client.mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(64 * 1024 * 1024))
                .build();
    }

    protected List<String> strings(String sql) {
        return Objects.requireNonNull(
                database.sql(sql).mapValue(String.class).all().collectList().block(Duration.ofSeconds(5)));
    }
}
