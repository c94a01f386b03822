package org.yizhan.media.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.media.recording.RecordedMeeting;
import org.yizhan.media.recording.Recordings;
import org.yizhan.media.room.Recorders;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.platform.security.Sessions;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.platform.testing.SignedIn;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.EventId;
import org.yizhan.trial.RecordingTrial;
import reactor.core.publisher.Mono;

/// A recording is looked through after its seal, kept for its term, held, and erased with a certificate.
@SpringBootTest(
        classes = RecordingTrial.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            "yizhan.inspection.every=200ms",
            "yizhan.retention.items.short-item=5d"
        })
class RetentionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path data;

    @Autowired
    private Sessions sessions;

    @Autowired
    private Recorders recorders;

    @Autowired
    private Recordings recordings;

    @Autowired
    private Retention retention;

    @Autowired
    private RetentionSettings settings;

    @Autowired
    private DatabaseClient database;

    @LocalServerPort
    private int port;

    private WebTestClient supervisor;
    private RecordedMeeting meeting;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
        registry.add("yizhan.data", () -> data.toString());
    }

    @BeforeEach
    void aRecordingThatWasLookedThrough() throws IOException {
        supervisor = new SignedIn(sessions, port).supervisor("supervisor1", "d01");
        meeting = RecordedMeeting.in(recorders, "d01.s01");
        await("inspection is not null");
        retention.sweep().block(PATIENCE);
    }

    @Test
    void itsVerdictIsInTheIndexAndAnnouncedOnce() {
        supervisor
                .get()
                .uri("/api/recordings?consultation=" + meeting.consultation())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[0].inspection.verdict")
                .isEqualTo("passed")
                .jsonPath("$[0].inspection.flaws.length()")
                .isEqualTo(0)
                .jsonPath("$[0].term")
                .isEqualTo("advice")
                .jsonPath("$[0].held")
                .isEqualTo(false);
        assertThat(announced("recording-inspected")).isEqualTo(1);
    }

    @Test
    void adviceIsKeptForThirtyDaysAndADecisionForItsArchiveTerm() {
        assertThat(days()).isEqualTo(30);
        CaseId caseId = new CaseId(meeting.consultation().value());
        change("case_id = :case", caseId.value());
        retention
                .on(
                        new EventId(meeting.recording().value()),
                        new Event.CaseDecided(
                                caseId,
                                meeting.consultation(),
                                3,
                                "street",
                                "approve",
                                "street",
                                "approved",
                                Instant.now()))
                .block(PATIENCE);
        retention.sweep().block(PATIENCE);
        assertThat(days()).isEqualTo(3650);
        assertThat(settings.of("short-item", false)).isEqualTo(Duration.ofDays(5));
        assertThat(settings.of("short-item", true)).isEqualTo(Duration.ofDays(3650));
        assertThat(settings.of("other", false)).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void afterItsTermItIsUnreadableAndTheCertificateSaysSo() throws IOException {
        assertThat(keys()).anyMatch(name -> name.startsWith(meeting.recording().toString()));
        change("keep_until = :until", Instant.now().minusSeconds(1).atOffset(ZoneOffset.UTC));
        retention.sweep().block(PATIENCE);
        supervisor
                .post()
                .uri(path("/playbacks"))
                .bodyValue(Map.of("reason", "回访核查"))
                .exchange()
                .expectStatus()
                .isEqualTo(410)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("recording-erased");
        assertThat(keys()).noneMatch(name -> name.startsWith(meeting.recording().toString()));
        supervisor
                .get()
                .uri(path("/erasure"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.method")
                .isEqualTo("key-destroyed")
                .jsonPath("$.reason")
                .isEqualTo("term")
                .jsonPath("$.signature")
                .isNotEmpty();
        // What it was stays provable, the certificate included.
        assertThat(recordings.verify(meeting.recording())).isEmpty();
        Path certificate;
        try (Stream<Path> files = Files.walk(data.resolve("recordings"))) {
            certificate = files.filter(it -> it.endsWith("erasure.json")
                            && it.toString().contains(meeting.recording().toString()))
                    .findFirst()
                    .orElseThrow();
        }
        String text = Files.readString(certificate);
        Files.writeString(certificate, text.replace("\"term\"", "\"hurt\""));
        assertThat(recordings.verify(meeting.recording())).hasSize(1);
        assertThat(announced("recording-erased")).isEqualTo(1);
        retention.sweep().block(PATIENCE);
        assertThat(announced("recording-erased")).isEqualTo(1);
    }

    @Test
    void aLegalHoldKeepsItWhateverItsTerm() {
        hold(HttpMethod.PUT, "").expectStatus().isBadRequest();
        hold(HttpMethod.PUT, "行政复议").expectStatus().isNoContent();
        change("keep_until = :until", Instant.now().minusSeconds(1).atOffset(ZoneOffset.UTC));
        retention.sweep().block(PATIENCE);
        supervisor.get().uri(path("/erasure")).exchange().expectStatus().isNotFound();
        hold(HttpMethod.DELETE, "复议结束").expectStatus().isNoContent();
        supervisor
                .get()
                .uri(path("/holds"))
                .exchange()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(2)
                .jsonPath("$[0].reason")
                .isEqualTo("行政复议")
                .jsonPath("$[0].subject")
                .isEqualTo("supervisor1");
        retention.sweep().block(PATIENCE);
        supervisor.get().uri(path("/erasure")).exchange().expectStatus().isOk();
        hold(HttpMethod.PUT, "再次").expectStatus().isEqualTo(410);
    }

    private WebTestClient.ResponseSpec hold(HttpMethod method, String reason) {
        return supervisor
                .method(method)
                .uri(path("/hold"))
                .bodyValue(Map.of("reason", reason))
                .exchange();
    }

    private String path(String below) {
        return "/api/recordings/" + meeting.recording() + below;
    }

    private List<String> keys() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("keys/recordings"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private long days() {
        return one("select extract(epoch from keep_until - sealed_at)::bigint / 86400 as n from media.recording"
                + " where id = :recording::uuid");
    }

    private long announced(String type) {
        return one("select count(*) as n from media.outbox where payload->>'type' = '" + type
                + "' and payload->>'recording' = :recording");
    }

    private long one(String sql) {
        return Objects.requireNonNull(database.sql(sql)
                .bind("recording", meeting.recording().toString())
                .map(row -> Columns.get(row, "n", Long.class))
                .one()
                .block(PATIENCE));
    }

    private void change(String assignment, Object value) {
        database.sql("update media.recording set " + assignment + " where id = :id")
                .bind(assignment.substring(assignment.indexOf(':') + 1), value)
                .bind("id", meeting.recording().value())
                .then()
                .block(PATIENCE);
    }

    private void await(String condition) {
        Boolean there = Mono.defer(
                        () -> database.sql("select 1 as n from media.recording where id = :id and " + condition)
                                .bind("id", meeting.recording().value())
                                .map(_ -> true)
                                .one())
                .repeatWhenEmpty(300, again -> again.delayElements(Duration.ofMillis(100)))
                .block(PATIENCE);
        assertThat(there).isTrue();
    }
}
