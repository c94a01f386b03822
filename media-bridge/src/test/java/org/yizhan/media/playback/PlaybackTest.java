package org.yizhan.media.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.RecordedMeeting;
import org.yizhan.media.recording.Recordings;
import org.yizhan.media.recording.SourceContent;
import org.yizhan.media.room.Recorders;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.platform.security.Sessions;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.platform.testing.SignedIn;
import org.yizhan.protocol.id.Role;
import org.yizhan.trial.RecordingTrial;
import reactor.core.publisher.Mono;

@SpringBootTest(
        classes = RecordingTrial.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.main.web-application-type=reactive")
class PlaybackTest {

    @TempDir
    static Path data;

    private static @Nullable RecordedMeeting made;

    @Autowired
    private Sessions sessions;

    @Autowired
    private Recorders recorders;

    @Autowired
    private Recordings recordings;

    @Autowired
    private DatabaseClient database;

    @LocalServerPort
    private int port;

    private SignedIn people;
    private WebTestClient supervisor;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
        registry.add("yizhan.data", () -> data.toString());
    }

    @BeforeEach
    void aSealedRecordingOfTheStreet() throws IOException {
        people = new SignedIn(sessions, port);
        supervisor = people.supervisor("supervisor1", "d01");
        if (made == null) {
            made = RecordedMeeting.in(recorders, "d01.s01");
        }
        String sealed = Mono.defer(() -> database.sql("select state from media.recording where id = :id")
                        .bind("id", meeting().recording().value())
                        .map(row -> String.valueOf(row.get("state", String.class)))
                        .one()
                        .filter("sealed"::equals))
                .repeatWhenEmpty(200, again -> again.delayElements(Duration.ofMillis(50)))
                .block(Duration.ofSeconds(20));
        assertThat(sealed).isEqualTo("sealed");
    }

    @Test
    void aMeetingsRecordingIsFoundByTheStationsAbove() {
        list(supervisor)
                .jsonPath("$.length()")
                .isEqualTo(1)
                .jsonPath("$[0].state")
                .isEqualTo("sealed");
        list(people.as("auditor1", "d01.s01", Role.AUDITOR))
                .jsonPath("$.length()")
                .isEqualTo(1);
        list(people.supervisor("elsewhere", "d01.s02")).jsonPath("$.length()").isEqualTo(0);
        list(people.supervisor("below", "d01.s01.c01")).jsonPath("$.length()").isEqualTo(0);
        list(people.supervisor("alike", "d01.s0")).jsonPath("$.length()").isEqualTo(0);
    }

    @Test
    void theSealIsAnnouncedOnceWithItsHead() {
        long sealed = count("recording-sealed");
        assertThat(sealed).isEqualTo(1);
        assertThat(count("recording-started")).isEqualTo(1);
    }

    @Test
    void whoIsNoSupervisorOrAuditorIsRefusedAndWhoIsNobodyToo() {
        people.officer("officer1", "d01")
                .get()
                .uri(list())
                .exchange()
                .expectStatus()
                .isForbidden();
        people.clerk("street1", "d01.s01")
                .post()
                .uri(playbacks())
                .bodyValue(Map.of("reason", "x"))
                .exchange()
                .expectStatus()
                .isForbidden();
        people.officer("officer1", "d01")
                .get()
                .uri(playbacks())
                .exchange()
                .expectStatus()
                .isForbidden();
        people.nobody().get().uri(list()).exchange().expectStatus().isUnauthorized();
    }

    @Test
    void outOfScopeIsAsIfItWereNotThere() {
        WebTestClient elsewhere = people.supervisor("elsewhere", "d01.s02");
        elsewhere
                .post()
                .uri(playbacks())
                .bodyValue(Map.of("reason", "核查"))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("recording-not-found");
        elsewhere.get().uri(playbacks()).exchange().expectStatus().isNotFound();
        UUID playback = opened(supervisor);
        elsewhere.get().uri(source(1, playback)).exchange().expectStatus().isNotFound();
        elsewhere.get().uri(manifest(playback)).exchange().expectStatus().isNotFound();
    }

    @Test
    void aLookNeedsAReasonAndIsRegistered() {
        for (String blank : new String[] {"", "  \t ", "长".repeat(501)}) {
            supervisor
                    .post()
                    .uri(playbacks())
                    .bodyValue(Map.of("reason", blank))
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("playback-reason");
        }
        WebTestClient auditor = people.as("auditor9", "d01.s01", Role.AUDITOR);
        UUID playback = opened(auditor);
        auditor.get().uri(source(2, playback)).exchange().expectStatus().isOk();
        auditor.get().uri(source(1, playback)).exchange().expectStatus().isOk();
        supervisor
                .get()
                .uri(playbacks())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[?(@.playback=='" + playback + "')].subject")
                .isEqualTo("auditor9")
                .jsonPath("$[?(@.playback=='" + playback + "')].station")
                .isEqualTo("d01.s01")
                .jsonPath("$[?(@.playback=='" + playback + "')].reason")
                .isEqualTo("回访核查")
                .jsonPath("$[?(@.playback=='" + playback + "')].sources.length()")
                .isEqualTo(2);
    }

    @Test
    void aSourceNeedsThePlaybackOfTheSameSession() {
        UUID playback = opened(supervisor);
        refused(supervisor.get().uri(source(1, null)).exchange());
        refused(supervisor.get().uri(source(1, UUID.randomUUID())).exchange());
        // The same account signed in elsewhere has stated no reason there.
        refused(people.supervisor("supervisor1", "d01")
                .get()
                .uri(source(1, playback))
                .exchange());
        supervisor.get().uri(source(1, playback)).exchange().expectStatus().isOk();
        supervisor.get().uri(source(99, playback)).exchange().expectStatus().isNotFound();
    }

    @Test
    void rangesAreServedAsAPlayerAsksForThem() throws IOException {
        UUID playback = opened(supervisor);
        byte[] file = plain();
        int length = file.length;
        assertThat(part(playback, null, 200, null)).isEqualTo(file);
        assertThat(part(playback, "bytes=0-", 206, "bytes 0-" + (length - 1) + "/" + length))
                .isEqualTo(file);
        assertThat(part(playback, "bytes=100-299", 206, "bytes 100-299/" + length))
                .isEqualTo(Arrays.copyOfRange(file, 100, 300));
        assertThat(part(playback, "bytes=-50", 206, "bytes " + (length - 50) + "-" + (length - 1) + "/" + length))
                .isEqualTo(Arrays.copyOfRange(file, length - 50, length));
        assertThat(part(playback, "bytes=10-99999999", 206, "bytes 10-" + (length - 1) + "/" + length))
                .hasSize(length - 10);
        assertThat(part(playback, "bytes=" + length + "-", 416, "bytes */" + length))
                .isEmpty();
        assertThat(part(playback, "bytes=5-2", 200, null)).hasSize(length);
        assertThat(part(playback, "bytes=0-1,5-9", 200, null)).hasSize(length);
    }

    @Test
    void theManifestTellsWhatAPlayerNeeds() {
        UUID playback = opened(supervisor);
        supervisor
                .get()
                .uri(manifest(playback))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("sealed")
                .jsonPath("$.sources.length()")
                .isEqualTo(2)
                .jsonPath("$.sources[0].label")
                .isEqualTo("booth")
                .jsonPath("$.sources[0].kind")
                .isEqualTo("microphone")
                .jsonPath("$.sources[1].codec")
                .isEqualTo("vp8")
                .jsonPath("$.sources[1].fragments[0].sha256")
                .isNotEmpty()
                .jsonPath("$.seal.algorithm")
                .isEqualTo("Ed25519")
                .jsonPath("$.seal.signature")
                .isNotEmpty();
    }

    private byte[] plain() throws IOException {
        Manifest manifest = recordings.manifest(meeting().recording(), false).block(Duration.ofSeconds(10));
        assertThat(Objects.requireNonNull(manifest).encryption()).isNotNull();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SourceContent content =
                recordings.content(manifest, manifest.sources().getFirst())) {
            content.copy(out);
        }
        return out.toByteArray();
    }

    private byte[] part(UUID playback, @Nullable String range, int status, @Nullable String contentRange) {
        var answer = supervisor
                .get()
                .uri(source(1, playback))
                .headers(headers -> {
                    if (range != null) {
                        headers.set(HttpHeaders.RANGE, range);
                    }
                })
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
                .expectHeader()
                .valueEquals(HttpHeaders.ACCEPT_RANGES, "bytes")
                .expectBody(byte[].class)
                .returnResult();
        assertThat(answer.getResponseHeaders().getFirst(HttpHeaders.CONTENT_RANGE))
                .isEqualTo(contentRange);
        byte[] body = answer.getResponseBody();
        return body == null ? new byte[0] : body;
    }

    private UUID opened(WebTestClient who) {
        Map<?, ?> answer = who.post()
                .uri(playbacks())
                .bodyValue(Map.of("reason", " 回访核查 "))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return UUID.fromString(String.valueOf(Objects.requireNonNull(answer).get("playback")));
    }

    private static RecordedMeeting meeting() {
        return Objects.requireNonNull(made);
    }

    private static void refused(WebTestClient.ResponseSpec answer) {
        answer.expectStatus().isForbidden().expectBody().jsonPath("$.code").isEqualTo("playback-required");
    }

    private static WebTestClient.BodyContentSpec list(WebTestClient who) {
        return who.get().uri(list()).exchange().expectStatus().isOk().expectBody();
    }

    private static String list() {
        return "/api/recordings?consultation=" + meeting().consultation();
    }

    private static String playbacks() {
        return "/api/recordings/" + meeting().recording() + "/playbacks";
    }

    private static String manifest(UUID playback) {
        return "/api/recordings/" + meeting().recording() + "/manifest?playback=" + playback;
    }

    private static String source(int n, @Nullable UUID playback) {
        return "/api/recordings/" + meeting().recording() + "/sources/" + n + ".webm"
                + (playback == null ? "" : "?playback=" + playback);
    }

    private long count(String type) {
        Long n = database.sql("select count(*) as n from media.outbox where payload->>'type' = :type"
                        + " and payload->>'recording' = :recording")
                .bind("type", type)
                .bind("recording", meeting().recording().toString())
                .map(row -> Columns.get(row, "n", Long.class))
                .one()
                .block(Duration.ofSeconds(10));
        return Objects.requireNonNull(n);
    }
}
