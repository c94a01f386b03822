package org.yizhan.media.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yizhan.media.MediaBridgeApplication;
import org.yizhan.platform.PlatformConfiguration;
import org.yizhan.platform.security.PartSecret;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.protocol.bridge.Answer;
import org.yizhan.protocol.bridge.BridgeStatus;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.RoomState;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// The whole part in a Spring context with a real database, asked over HTTP as another part would.
@SpringBootTest(
        classes = {PlatformConfiguration.class, MediaBridgeApplication.class, MediaBridgeModuleTest.Auto.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            "yizhan.parts.secret=open-sesame",
            "yizhan.media.port=0",
            "yizhan.media.addresses=127.0.0.1"
        })
class MediaBridgeModuleTest {

    @EnableAutoConfiguration
    static class Auto {}

    @TempDir
    static Path data;

    private final MemberId booth = MemberId.random();
    private final String consultation = MemberId.random().toString();

    @LocalServerPort
    private int port;

    private WebTestClient part;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
        registry.add("yizhan.data", () -> data.toString());
    }

    @Autowired
    OfferExercise exercise;

    @BeforeEach
    void client() {
        part = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port + "/internal/bridge")
                .defaultHeader(PartSecret.HEADER, "open-sesame")
                .build();
    }

    static String chromiumOffer() throws IOException {
        try (var file =
                Objects.requireNonNull(MediaBridgeModuleTest.class.getResourceAsStream("/exercise/offer.sdp"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private WebTestClient.ResponseSpec connect(String sdp) {
        return part.post()
                .uri("/members/{member}/connection", booth)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("sdp", sdp))
                .exchange();
    }

    private RoomState arrange(RoomPlan plan) {
        return Objects.requireNonNull(part.put()
                .uri("/rooms/{consultation}", consultation)
                .bodyValue(plan)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(RoomState.class)
                .returnResult()
                .getResponseBody());
    }

    private RoomPlan plan(long revision) {
        return new RoomPlan(
                revision, List.of(new MemberPlan(booth, "booth", Set.of(SourceKind.CAMERA), List.of())), null);
    }

    @Test
    void anOfferIsAnsweredAtOnceAndTheSameOfferWithTheSameCredentials() throws IOException {
        String first = answer(chromiumOffer());
        String again = answer(chromiumOffer());
        assertThat(first).contains("a=ice-lite", "a=setup:passive", "a=end-of-candidates", " typ host");
        assertThat(again.lines().filter(line -> line.startsWith("a=ice-")).toList())
                .isEqualTo(
                        first.lines().filter(line -> line.startsWith("a=ice-")).toList());
    }

    private String answer(String sdp) {
        return Objects.requireNonNull(connect(sdp)
                        .expectStatus()
                        .isOk()
                        .expectBody(Answer.class)
                        .returnResult()
                        .getResponseBody())
                .sdp();
    }

    @Test
    void offersOfOurOwnAreAnsweredAndLeaveNobodyBehind() {
        int before = members();
        assertThat(exercise.run().block()).isEqualTo(OfferExercise.ANSWERS);
        assertThat(members()).isEqualTo(before);
    }

    private int members() {
        return Objects.requireNonNull(part.get()
                        .uri("/status")
                        .exchange()
                        .expectBody(BridgeStatus.class)
                        .returnResult()
                        .getResponseBody())
                .members();
    }

    @Test
    void aBrokenOfferIsRefusedWithItsCode() {
        connect("v=0\r\n")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("media-offer-sections");
        connect("hello")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("media-offer-malformed");
    }

    @Test
    void anOlderPlanChangesNothing() {
        assertThat(arrange(plan(7)).revision()).isEqualTo(7);
        assertThat(arrange(plan(5)).revision()).isEqualTo(7);
        assertThat(arrange(plan(7)).recording()).isFalse();
    }

    @Test
    void aSlotOfTheOtherKindOfMediaIsRefused() {
        var wrong = new RoomPlan(
                1,
                List.of(new MemberPlan(
                        booth, "booth", Set.of(), List.of(new SlotFill(0, MemberId.random(), SourceKind.CAMERA)))),
                null);
        part.put()
                .uri("/rooms/{consultation}", consultation)
                .bodyValue(wrong)
                .exchange()
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("media-plan-slots");
    }

    @Test
    void closingIsSafeToRepeat() throws IOException {
        answer(chromiumOffer());
        arrange(plan(1));
        for (int i = 0; i < 2; i++) {
            part.delete()
                    .uri("/rooms/{consultation}", consultation)
                    .exchange()
                    .expectStatus()
                    .isOk();
            part.delete()
                    .uri("/members/{member}/connection", booth)
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
    }

    @Test
    void theStatusCountsWhatIsOpen() throws IOException {
        answer(chromiumOffer());
        var status = part.get()
                .uri("/status")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(BridgeStatus.class)
                .returnResult()
                .getResponseBody();
        assertThat(Objects.requireNonNull(status).members()).isPositive();
    }

    @Test
    void onlyPartsMayAsk() {
        WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build()
                .get()
                .uri("/internal/bridge/status")
                .exchange()
                .expectStatus()
                .is4xxClientError();
    }
}
