package org.yizhan.media.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.media.recording.RecordedMeeting;
import org.yizhan.media.recording.Recordings;
import org.yizhan.media.room.Recorders;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.platform.rounds.Rounds;
import org.yizhan.platform.security.Sessions;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.platform.testing.SignedIn;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import org.yizhan.protocol.id.Role;
import org.yizhan.trial.RecordingTrial;
import reactor.core.publisher.Mono;

/// Who may take a film along, how it is told where it stands, and when it is gone.
@SpringBootTest(
        classes = RecordingTrial.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            "yizhan.inspection.enabled=false",
            "yizhan.film.every=100ms"
        })
class FilmExportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path data;

    @Autowired
    private Sessions sessions;

    @Autowired
    private Recorders recorders;

    @Autowired
    private Recordings recordings;

    @Autowired
    private Films films;

    @Autowired
    private FilmMaking making;

    @Autowired
    private FilmSettings settings;

    @Autowired
    private DatabaseClient database;

    @LocalServerPort
    private int port;

    private SignedIn people;
    private WebTestClient supervisor;
    private RecordedMeeting meeting;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
        registry.add("yizhan.data", () -> data.toString());
    }

    @BeforeEach
    void aSealedRecordingOfTheStreet() throws IOException {
        people = new SignedIn(sessions, port);
        supervisor = people.supervisor("supervisor1", "d01");
        meeting = RecordedMeeting.in(recorders, "d01.s01");
        await("media.recording where id = :id and state = 'sealed'");
    }

    @Test
    void aFilmIsMadeOnceIsReadInRangesAndIsDeletedWhenNobodyWantsIt() throws IOException {
        UUID playback = opened(supervisor);
        supervisor.get().uri(film(playback)).exchange().expectStatus().isNotFound();
        supervisor.post().uri(film(playback)).exchange().expectStatus().isAccepted();
        supervisor.post().uri(film(playback)).exchange().expectStatus().isAccepted();
        ready();
        supervisor
                .get()
                .uri(film(playback))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("ready")
                .jsonPath("$.doneMs")
                .isEqualTo(supervisorsDuration())
                .jsonPath("$.missing.length()")
                .isEqualTo(0)
                .jsonPath("$.expiresAt")
                .isNotEmpty();
        byte[] whole = download(playback, null, 200);
        assertThat(Arrays.copyOf(whole, 4)).containsExactly(0x1A, 0x45, 0xDF, 0xA3);
        assertThat(download(playback, "bytes=100-299", 206)).isEqualTo(Arrays.copyOfRange(whole, 100, 300));
        assertThat(onDisk()).isTrue();
        // Who looks without taking it along does not get it by the way.
        UUID other = opened(supervisor);
        supervisor.get().uri(file(other)).exchange().expectStatus().isForbidden();
        supervisor
                .get()
                .uri("/api/recordings/" + meeting.recording() + "/playbacks")
                .exchange()
                .expectBody()
                .jsonPath("$[?(@.playback=='" + playback + "')].exportedAt")
                .isNotEmpty()
                .jsonPath("$[?(@.playback=='" + other + "' && @.exportedAt != null)]")
                .doesNotExist();
        assertThat(announced("recording-exported")).isEqualTo(1);
        supervisor
                .method(HttpMethod.DELETE)
                .uri(film(playback))
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(onDisk()).isFalse();
        supervisor.get().uri(file(playback)).exchange().expectStatus().isNotFound();
    }

    @Test
    void onlyWhoMayReplayMayExportAndNotWithoutAReason() {
        UUID playback = opened(supervisor);
        people.officer("officer1", "d01")
                .post()
                .uri(film(playback))
                .exchange()
                .expectStatus()
                .isForbidden();
        people.supervisor("elsewhere", "d01.s02")
                .post()
                .uri(film(playback))
                .exchange()
                .expectStatus()
                .isNotFound();
        refused(people.as("auditor1", "d01", Role.AUDITOR).post().uri(film(playback)), 403, "playback-required");
        refused(supervisor.post().uri("/api/recordings/" + meeting.recording() + "/film"), 403, "playback-required");
        assertThat(announced("recording-exported")).isZero();
    }

    @Test
    void theFilmGoesWithItsRecordingAtOnce() throws IOException {
        UUID playback = opened(supervisor);
        supervisor.post().uri(film(playback)).exchange().expectStatus().isAccepted();
        ready();
        var erasure = recordings.erase(meeting.recording(), "term", Instant.now());
        // The key is gone: nobody reads the file from here on.
        refused(supervisor.get().uri(file(playback)), 503, "recording-key-missing");
        making.on(
                        new EventId(UUID.randomUUID()),
                        new Event.RecordingErased(
                                meeting.consultation(), null, meeting.recording(), erasure.sha256(), erasure.at()))
                .block(PATIENCE);
        assertThat(onDisk()).isFalse();
        refused(supervisor.post().uri(film(playback)), 503, "recording-key-missing");
    }

    @Test
    void itIsKeptForADayAndAFileThatNobodyKnowsOfIsDeletedToo() throws IOException {
        UUID playback = opened(supervisor);
        supervisor.post().uri(film(playback)).exchange().expectStatus().isAccepted();
        ready();
        making.sweep().block(PATIENCE);
        assertThat(onDisk()).isTrue();
        database.sql("update media.film set expires_at = :past where recording = :id")
                .bind("past", Instant.now().minusSeconds(1).atOffset(ZoneOffset.UTC))
                .bind("id", meeting.recording().value())
                .then()
                .block(PATIENCE);
        making.sweep().block(PATIENCE);
        assertThat(onDisk()).isFalse();
        refused(supervisor.get().uri(film(playback)), 404, "film-not-found");
    }

    @Test
    void whatAKilledProcessLeftHalfMadeIsBegunAnew() throws IOException {
        Path half = data.resolve("films").resolve(meeting.recording() + ".part");
        Files.createDirectories(half.resolveSibling(""));
        Files.writeString(half, "half a film");
        database.sql("insert into media.film (recording, head_hash, state, asked_at)"
                        + " select id, head_hash, 'making', now() from media.recording where id = :id")
                .bind("id", meeting.recording().value())
                .then()
                .block(PATIENCE);
        Rounds next = new FilmMaking(films, recordings, settings, Clock.systemUTC(), data).filmRounds();
        next.start();
        try {
            ready();
        } finally {
            next.stop();
        }
        assertThat(half).doesNotExist();
        assertThat(onDisk()).isTrue();
    }

    @Test
    void withoutAnEncoderOrRoomItSaysSoBefore() throws IOException {
        var manifest = Objects.requireNonNull(
                recordings.manifest(meeting.recording(), false).block(PATIENCE));
        assertThat(new Ffmpeg(data.resolve("no-such-program").toString()).isThere())
                .isFalse();
        assertThat(new FilmShelf(data.resolve("films"), Long.MAX_VALUE / 2).hasRoomFor(manifest))
                .isFalse();
        assertThat(new FilmShelf(data.resolve("films"), 0).hasRoomFor(manifest)).isTrue();
    }

    private int supervisorsDuration() {
        Long ms = database.sql("select duration_ms as n from media.recording where id = :id")
                .bind("id", meeting.recording().value())
                .map(row -> Columns.get(row, "n", Long.class))
                .one()
                .block(PATIENCE);
        return Math.toIntExact(Objects.requireNonNull(ms));
    }

    private static void refused(WebTestClient.RequestHeadersSpec<?> request, int status, String code) {
        request.exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }

    private byte[] download(UUID playback, @Nullable String range, int status) {
        byte[] body = supervisor
                .mutate()
                .codecs(it -> it.defaultCodecs().maxInMemorySize(16 << 20))
                .build()
                .get()
                .uri(file(playback))
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
                .valueMatches(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"yizhan-[-0-9]+\\.webm\"")
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody();
        return Objects.requireNonNull(body);
    }

    private UUID opened(WebTestClient who) {
        Map<?, ?> answer = who.post()
                .uri("/api/recordings/" + meeting.recording() + "/playbacks")
                .bodyValue(Map.of("reason", "法院调取"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return UUID.fromString(String.valueOf(Objects.requireNonNull(answer).get("playback")));
    }

    private String film(UUID playback) {
        return "/api/recordings/" + meeting.recording() + "/film?playback=" + playback;
    }

    private String file(UUID playback) {
        return "/api/recordings/" + meeting.recording() + "/film.webm?playback=" + playback;
    }

    private boolean onDisk() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("films"))) {
            return files.anyMatch(it ->
                    it.getFileName().toString().startsWith(meeting.recording().toString()));
        }
    }

    private void ready() {
        await("media.film where recording = :id and state in ('ready', 'failed')");
        assertThat(Objects.requireNonNull(films.find(meeting.recording()).block(PATIENCE))
                        .state())
                .isEqualTo(Film.State.READY);
    }

    private long announced(String type) {
        return Objects.requireNonNull(
                database.sql("select count(*) as n from media.outbox where payload->>'type' = :type"
                                + " and payload->>'recording' = :id")
                        .bind("type", type)
                        .bind("id", meeting.recording().toString())
                        .map(row -> Columns.get(row, "n", Long.class))
                        .one()
                        .block(PATIENCE));
    }

    private void await(String condition) {
        Boolean there = Mono.defer(() -> database.sql("select 1 as n from " + condition)
                        .bind("id", meeting.recording().value())
                        .map(_ -> true)
                        .one())
                .repeatWhenEmpty(600, again -> again.delayElements(Duration.ofMillis(100)))
                .block(PATIENCE);
        assertThat(there).isTrue();
    }
}
