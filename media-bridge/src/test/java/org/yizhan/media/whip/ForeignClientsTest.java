package org.yizhan.media.whip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yizhan.media.MediaBridgeApplication;
import org.yizhan.media.control.LiveEngine;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.sdp.OfferParser;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.platform.PlatformConfiguration;
import org.yizhan.platform.security.PartTokens;
import org.yizhan.platform.testing.RealPostgres;
import org.yizhan.protocol.bridge.MediaGrant;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;

/// Clients that are not ours: GStreamer by Meetecho's simple-whip-client, and plain Chromium from another origin.
@SpringBootTest(
        classes = {PlatformConfiguration.class, MediaBridgeApplication.class, ForeignClientsTest.Auto.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            "yizhan.media.port=0",
            "yizhan.media.addresses=127.0.0.1"
        })
class ForeignClientsTest {

    @EnableAutoConfiguration
    static class Auto {}

    @TempDir
    static Path data;

    private static final int SOUND = SlotFill.AUDIO_SLOTS - 1;
    private static final int PICTURE = SlotFill.AUDIO_SLOTS + SlotFill.VIDEO_SLOTS - 1;

    private final ConsultationId consultation = ConsultationId.random();
    private final MemberId officer = MemberId.random();
    private final TestBrowser page = browser();

    @TempDir
    Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private PartTokens tokens;

    @Autowired
    private LiveEngine live;

    private @Nullable Process client;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        RealPostgres.fresh(registry);
        registry.add("yizhan.data", () -> data.toString());
    }

    private static TestBrowser browser() {
        try {
            return new TestBrowser(4);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void meeting() throws Exception {
        live.engine()
                .arrange(
                        consultation,
                        new RoomPlan(1, List.of(new MemberPlan(officer, "officer", Set.of(), List.of())), null))
                .get();
        page.answered(
                live.engine().connect(officer, OfferParser.parse(page.offer())).get());
        page.connect();
    }

    @AfterEach
    void end() throws InterruptedException {
        page.close();
        Process started = client;
        if (started != null) {
            started.destroy();
            if (!started.waitFor(5, TimeUnit.SECONDS)) {
                started.destroyForcibly().waitFor();
            }
        }
        live.engine().close(consultation).join();
    }

    private void start(String... command) throws IOException {
        client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("client.log").toFile())
                .start();
    }

    private String token(Direction direction) {
        return tokens.issue(
                direction.word(), new MediaGrant(consultation, SourceKind.DOCUMENT).text(), Duration.ofMinutes(1));
    }

    /// Whether both sound and pictures come within twenty seconds.
    private boolean soundAndPicturesCome() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        boolean sound = false;
        boolean picture = false;
        while (System.nanoTime() < end && !(sound && picture)) {
            byte[] packet = page.rtp.poll(200, TimeUnit.MILLISECONDS);
            if (packet != null) {
                long ssrc = Packets.view(packet).ssrc();
                sound |= ssrc == page.slot(SOUND);
                picture |= ssrc == page.slot(PICTURE);
            }
        }
        return sound && picture;
    }

    @Test
    void gstreamerSendsIntoTheMeeting() throws Exception {
        start(
                "simple-whip-client",
                "-u",
                "http://127.0.0.1:" + port + "/whip/" + consultation,
                "-t",
                token(Direction.WHIP),
                "-A",
                "audiotestsrc is-live=true ! audioconvert ! audioresample ! queue ! opusenc ! rtpopuspay pt=100 ssrc=1 ! queue ! "
                        + "application/x-rtp,media=audio,encoding-name=OPUS,payload=100",
                "-V",
                "videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=15/1 ! queue ! vp8enc deadline=1 "
                        + "keyframe-max-dist=15 ! rtpvp8pay pt=96 ssrc=2 picture-id-mode=2 ! queue ! "
                        + "application/x-rtp,media=video,encoding-name=VP8,payload=96");
        assertThat(soundAndPicturesCome())
                .as("what it said: %s", Files.readString(folder.resolve("client.log")))
                .isTrue();
    }

    @Test
    void chromiumSendsIntoTheMeetingFromAnotherOrigin() throws Exception {
        String html = Objects.requireNonNull(PAGE)
                .replace("@URL@", "http://127.0.0.1:" + port + "/whip/" + consultation)
                .replace("@TOKEN@", token(Direction.WHIP));
        Path file = Files.writeString(folder.resolve("encoder.html"), html);
        start(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--autoplay-policy=no-user-gesture-required",
                "--enable-logging=stderr",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("profile"),
                file.toUri().toString());
        assertThat(soundAndPicturesCome())
                .as("what it said: %s", Files.readString(folder.resolve("client.log")))
                .isTrue();
    }

    /// A page that knows nothing of us but WHIP: a canvas and a tone.
    private static final String PAGE = """
            <!doctype html><meta charset="utf-8"><canvas id="c" width="320" height="240"></canvas><script>
            (async () => {
              const draw = document.getElementById('c').getContext('2d')
              let n = 0
              setInterval(() => { draw.fillStyle = `hsl(${n++ % 360} 80% 50%)`; draw.fillRect(0, 0, 320, 240) }, 66)
              const context = new AudioContext()
              const out = context.createMediaStreamDestination()
              const tone = context.createOscillator()
              tone.connect(out)
              tone.start()
              const stream = document.getElementById('c').captureStream(15)
              const peer = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
              peer.addTransceiver(out.stream.getAudioTracks()[0], { direction: 'sendonly', streams: [stream] })
              peer.addTransceiver(stream.getVideoTracks()[0], { direction: 'sendonly', streams: [stream] })
              await peer.setLocalDescription()
              const answer = await fetch('@URL@', {
                method: 'POST',
                headers: { 'Content-Type': 'application/sdp', Authorization: 'Bearer @TOKEN@' },
                body: peer.localDescription.sdp
              })
              console.log(answer.status, answer.headers.get('Location'), answer.headers.get('ETag'))
              await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() })
            })()
            </script>
            """;
}
