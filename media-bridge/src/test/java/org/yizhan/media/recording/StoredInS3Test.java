package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.media.recording.store.ObjectStore;
import org.yizhan.media.recording.store.RealS3;
import org.yizhan.media.room.Recorders;
import org.yizhan.platform.security.Sessions;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.platform.testing.SignedIn;
import org.yizhan.trial.RecordingTrial;
import reactor.core.publisher.Mono;

/// The product as it is configured, with an S3 server that checks signatures.
@SpringBootTest(
        classes = RecordingTrial.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            "yizhan.recording.s3.every=100ms",
            "yizhan.inspection.every=200ms"
        })
class StoredInS3Test {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path data;

    private static @Nullable RealS3 server;

    @Autowired
    private Sessions sessions;

    @Autowired
    private Recorders recorders;

    @Autowired
    private Recordings recordings;

    @Autowired
    private RecordingFolder folder;

    @Autowired
    private ObjectStore store;

    @Autowired
    private StoredTree tree;

    @Autowired
    private SealedSending sending;

    @Autowired
    private DatabaseClient database;

    @Autowired
    private HealthIndicator recordingStoreHealthIndicator;

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    private RecordedMeeting meeting;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws Exception {
        RealS3 started = new RealS3(data);
        server = started;
        RealPostgres.fresh(registry);
        registry.add("yizhan.data", () -> data.toString());
        registry.add("yizhan.recording.s3.endpoint", () -> started.endpoint().toString());
        registry.add("yizhan.recording.s3.bucket", () -> RealS3.BUCKET);
        registry.add("yizhan.recording.s3.path-style", () -> "true");
        registry.add(
                "yizhan.recording.s3.access-key-file", () -> started.keyFile().toString());
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void aRecordingThatIsStored() throws IOException {
        meeting = RecordedMeeting.in(
                recorders,
                "d01.s01",
                recording -> await(() -> !store.list(tree.live(recording)).isEmpty()));
        await(() -> folder.marks().has(StoreMarks.Kind.LOCAL, meeting.recording())
                && folder.isFinished(meeting.recording()));
        assertThat(store.list(tree.live(meeting.recording()))).isEmpty();
        // Who looks it through fetches what is only in the store.
        database.sql("select 1 from media.recording where id = :id and inspected_head is not null")
                .bind("id", meeting.recording().value())
                .map(_ -> true)
                .one()
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(50)))
                .block(PATIENCE);
    }

    private static void await(Callable<Boolean> done) {
        Mono.fromCallable(done)
                .filter(it -> it)
                .repeatWhenEmpty(300, again -> again.delayElements(Duration.ofMillis(50)))
                .block(PATIENCE);
    }

    @Test
    void itIsReplayedInRangesAndVerifiedWhenItIsOnlyThere() throws IOException {
        WebTestClient supervisor = new SignedIn(sessions, port).supervisor("supervisor1", "d01");
        Object playback = Objects.requireNonNull(supervisor
                        .post()
                        .uri("/api/recordings/" + meeting.recording() + "/playbacks")
                        .bodyValue(Map.of("reason", "trial"))
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(Map.class)
                        .returnResult()
                        .getResponseBody())
                .get("playback");
        String source = "/api/recordings/" + meeting.recording() + "/sources/1.webm?playback=" + playback;
        byte[] before = get(supervisor, source, null);
        assertThat(sending.leaveToStore(meeting.recording())).isTrue();
        assertThat(sources()).isZero();

        byte[] part = get(supervisor, source, "bytes=500-1499");
        assertThat(part).isEqualTo(Arrays.copyOfRange(before, 500, 1500));
        lost(supervisor, source.replace("1.webm", "2.webm"));
        assertThat(recordings.verify(meeting.recording())).isEmpty();
        assertThat(sources()).isEqualTo(2);
        assertThat(Objects.requireNonNull(recordingStoreHealthIndicator.health())
                        .getStatus()
                        .getCode())
                .isEqualTo("UP");
        assertThat(meters.get("yizhan.recording.store.sent").functionCounter().count())
                .isGreaterThan(10_000);
        assertThat(meters.get("yizhan.recording.store.fetched")
                        .functionCounter()
                        .count())
                .isPositive();
    }

    /// As long as the store does not have the second source.
    private void lost(WebTestClient supervisor, String source) throws IOException {
        Path object = Objects.requireNonNull(server).object(tree.of(meeting.recording()) + "source-2.webm.sealed");
        Path away = data.resolve("away");
        Files.move(object, away);
        supervisor
                .get()
                .uri(source)
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("recording-store-away");
        Files.move(away, object);
    }

    @Test
    void itsErasureReachesTheServer() throws IOException {
        assertThat(store.list(tree.key(meeting.recording()))).hasSize(1);
        recordings.erase(meeting.recording(), "term", Instant.now());
        assertThat(store.list(tree.key(meeting.recording()))).isEmpty();
        sending.delete(meeting.recording());
        assertThat(store.list(tree.of(meeting.recording())))
                .extracting(ObjectStore.Entry::name)
                .noneMatch(name -> name.contains("/source-"))
                .anyMatch(name -> name.endsWith(Erasure.FILE));
    }

    private static byte[] get(WebTestClient supervisor, String uri, @Nullable String range) {
        return Objects.requireNonNull(supervisor
                .get()
                .uri(uri)
                .headers(headers -> {
                    if (range != null) {
                        headers.set(HttpHeaders.RANGE, range);
                    }
                })
                .exchange()
                .expectStatus()
                .is2xxSuccessful()
                .expectBody()
                .returnResult()
                .getResponseBody());
    }

    private long sources() throws IOException {
        try (var files = Files.list(folder.of(meeting.recording()))) {
            return files.filter(file -> file.getFileName().toString().startsWith("source-"))
                    .count();
        }
    }
}
