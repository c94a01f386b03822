package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.media.room.Recorders;
import org.yizhan.platform.security.Sessions;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.platform.testing.SignedIn;
import org.yizhan.trial.RecordingTrial;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// A meeting that two bridges recorded is one recording for people: found once, played without the hole of either,
/// looked through as it is played, erased whole.
@SpringBootTest(
        classes = RecordingTrial.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            "yizhan.inspection.every=200ms",
            "yizhan.retention.sweep=1h"
        })
class SecondCopyModuleTest {

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
    private RecordingFolder folder;

    @Autowired
    private DatabaseClient database;

    @LocalServerPort
    private int port;

    private WebTestClient supervisor;
    private RecordedTwice meeting;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
        registry.add("yizhan.data", () -> data.toString());
    }

    @BeforeEach
    void aMeetingThatWasRecordedTwice() throws IOException {
        supervisor = new SignedIn(sessions, port).supervisor("supervisor1", "d01");
        meeting = RecordedTwice.in(recorders, "d01.s01");
        // The second is sealed and indexed by nobody; then the first is looked through with it.
        Mono.fromCallable(() -> folder.isFinished(meeting.copy()) && folder.isFinished(meeting.recording()))
                .filter(done -> done)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(50)))
                .block(PATIENCE);
        await("inspected_head is not null");
    }

    private void await(String condition) {
        database.sql("select 1 as found from media.recording where id = :id and " + condition)
                .bind("id", meeting.recording().value())
                .map(_ -> true)
                .one()
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(50)))
                .block(PATIENCE);
    }

    private JsonNode opened() {
        return Objects.requireNonNull(supervisor
                .post()
                .uri("/api/recordings/" + meeting.recording() + "/playbacks")
                .bodyValue(Map.of("reason", "回访核查"))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    @Test
    void itIsFoundOnceAndFoundGood() {
        await("inspection::text like '%\"passed\"%'");
        supervisor
                .get()
                .uri("/api/recordings?consultation=" + meeting.consultation())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1)
                .jsonPath("$[0].recording")
                .isEqualTo(meeting.recording().toString())
                .jsonPath("$[0].inspection.verdict")
                .isEqualTo("passed");
        supervisor
                .get()
                .uri("/api/recordings/" + meeting.copy() + "/playbacks")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void whatTheFirstLostIsPlayedOfTheSecond() {
        JsonNode opened = opened();
        List<JsonNode> filling = opened.get("takes")
                .valueStream()
                .filter(take -> take.get("source").asInt() > Replay.SECOND)
                .toList();
        long begin = opened.get("manifest")
                .get("sources")
                .valueStream()
                .mapToLong(source -> source.get("startMs").asLong())
                .min()
                .orElseThrow();
        assertThat(filling).hasSize(2).allSatisfy(take -> {
            // Pictures go on at the second's key frame, which is its first.
            assertThat(take.get("fromMs").asLong() - begin).isBetween(1300L, 2100L);
            assertThat(take.get("toMs").asLong() - begin).isBetween(3700L, 4300L);
        });
        for (JsonNode take : opened.get("takes")) {
            byte[] film = supervisor
                    .get()
                    .uri("/api/recordings/" + meeting.recording() + "/sources/"
                            + take.get("source").asInt() + ".webm?playback="
                            + opened.get("playback").asString())
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .returnResult()
                    .getResponseBody();
            assertThat(film).startsWith(0x1A, 0x45, 0xDF, 0xA3);
        }
    }

    @Test
    void itsPlainFilesComeWithWhatIsPlayedWhen() throws IOException {
        Path to = data.resolve("plain-" + meeting.recording());
        List<Path> written =
                PlainCopy.write(folder.of(meeting.recording()), to, new PlainCopy.Keys(data, null, null, null));
        assertThat(written)
                .extracting(path -> path.getFileName().toString())
                .contains("takes.json")
                .anyMatch(name -> name.startsWith("source-10000"));
        for (Path file : written) {
            if (file.toString().endsWith(".webm")) {
                assertThat(TestMedia.complaints(file)).isEmpty();
            }
        }
    }

    @Test
    void aByteThatChangedInEitherIsFound() throws IOException {
        assertThat(recordings.verify(meeting.recording())).isEmpty();
        Path file = folder.of(meeting.copy()).resolve("source-1.webm.sealed");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
        assertThat(recordings.verify(meeting.recording())).hasSize(1);
    }

    @Test
    void bothAreErasedTogether() throws IOException {
        recordings.erase(meeting.recording(), "term", Instant.now());
        for (var copy : List.of(meeting.recording(), meeting.copy())) {
            assertThat(folder.of(copy).resolve(Erasure.FILE)).exists();
            assertThat(folder.keys().wrapped(copy)).isNull();
            for (RecordedSource source :
                    Objects.requireNonNull(folder.manifest(copy)).sources()) {
                assertThat(folder.of(copy).resolve(source.file())).doesNotExist();
            }
        }
        assertThat(recordings.verify(meeting.recording())).isEmpty();
    }
}
