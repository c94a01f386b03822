package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// Two bridges in processes of their own that share a folder: one is killed, or stands still, in
/// mid-meeting, and the other goes on with the same recording.
class MovedMeetingTest {

    private static final int PICTURE = SlotFill.AUDIO_SLOTS;

    private static List<byte[]> frames = List.of();

    private final MemberId booth = MemberId.random();
    private final MemberId officer = MemberId.random();
    private final ConsultationId consultation = ConsultationId.random();
    private final RecordingId recording = RecordingId.random();

    @TempDir
    private Path shared;

    private BridgeChild first;
    private BridgeChild second;
    private @Nullable Show show;

    @BeforeAll
    static void film() throws IOException {
        frames = TestMedia.flashes(10);
    }

    @BeforeEach
    void start() throws Exception {
        first = BridgeChild.start(shared, "first");
        second = BridgeChild.start(shared, "second");
    }

    @AfterEach
    void stop() throws Exception {
        end();
        first.close();
        second.close();
    }

    @Test
    void aKilledBridgesRecordingGoesOnInTheSameManifest() throws Exception {
        meet(first, 0);
        filmed();
        first.kill();
        long killed = System.nanoTime();
        meet(second, 1);
        long moved = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed);
        System.out.println("seen again on the second bridge after " + moved + " ms");
        assertThat(moved).isLessThan(10_000);
        filmed();
        Manifest sealed = sealed();
        long gapMs =
                sealed.parts().get(1).startMs() - sealed.sources().getFirst().endMs();
        assertThat(gapMs).isBetween(0L, moved + 4_000);
    }

    @Test
    void aBridgeThatStoodStillWritesNothingMoreWhenItGoesOn() throws Exception {
        meet(first, 0);
        filmed();
        first.signal("STOP");
        meet(second, 1);
        filmed();
        first.signal("CONT");
        first.says("is written by another bridge now");
        filmed();
        // It is asked to end its room, and to record once more with the turn that it had.
        first.close(consultation);
        first.arrange(consultation, plan(0));
        first.says("is written by another bridge now");
        sealed();
    }

    /// Both sides connect, and the officer sees the booth.
    private void meet(BridgeChild bridge, long turn) throws Exception {
        end();
        Show now = new Show(new TestBrowser(1), new TestBrowser(2));
        show = now;
        bridge.arrange(consultation, plan(turn));
        bridge.connect(booth, now.booth);
        bridge.connect(officer, now.officer);
        now.film.start();
        assertThat(now.officer.rtp.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    private RoomPlan plan(long turn) {
        return new RoomPlan(
                1,
                List.of(
                        new MemberPlan(booth, "booth", Set.of(SourceKind.CAMERA), List.of()),
                        new MemberPlan(
                                officer,
                                "officer",
                                Set.of(),
                                List.of(new SlotFill(PICTURE, booth, SourceKind.CAMERA)))),
                new RecordingPlan(recording, new StationPath("d01.s01"), null, false).onTurn(turn));
    }

    /// Lets the officer see the film until two more fragments of it are on the disk.
    private void filmed() throws InterruptedException, IOException {
        Path folder = BridgeChild.folder(shared, "judge").of(recording);
        int wanted = FragmentLog.readable(folder).size() + 2;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (FragmentLog.readable(folder).size() < wanted && show != null) {
            assertThat(System.nanoTime()).isLessThan(until);
            assertThat(show.officer.rtp.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private void end() throws InterruptedException {
        Show over = show;
        show = null;
        if (over != null) {
            over.end();
        }
    }

    /// Ends the meeting and looks at what was recorded.
    private Manifest sealed() throws Exception {
        second.close(consultation);
        second.says("sealed " + recording);
        end();
        RecordingFolder folder = BridgeChild.folder(shared, "judge");
        Manifest manifest = Objects.requireNonNull(folder.manifest(recording));
        assertThat(manifest.state()).isEqualTo(Manifest.State.SEALED);
        assertThat(manifest.interrupted()).isTrue();
        assertThat(manifest.parts()).hasSize(2);
        assertThat(manifest.sources()).hasSize(2);
        SealKey key = SealKey.at(shared.resolve("keys/key.pem"));
        assertThat(Verifier.verify(folder.of(recording), key.publicKey())).isEmpty();
        for (RecordedSource source : manifest.sources()) {
            Path file = Files.createTempFile(shared, "plain", ".webm");
            try (SourceContent content = folder.content(manifest, source);
                    OutputStream out = Files.newOutputStream(file)) {
                content.copy(out);
            }
            assertThat(TestMedia.complaints(file)).isEmpty();
            assertThat(TestMedia.durationSeconds(file)).isGreaterThan(0.5);
        }
        return manifest;
    }

    /// Two pages, and a film that the booth shows at 25 frames a second, over and over.
    private static final class Show {
        private final TestBrowser booth;
        private final TestBrowser officer;
        private final Thread film;
        private volatile boolean over;

        Show(TestBrowser booth, TestBrowser officer) {
            this.booth = booth;
            this.officer = officer;
            this.film = Thread.ofVirtual().unstarted(this::play);
        }

        private void play() {
            long begin = System.nanoTime();
            int sequence = 1;
            try {
                for (int n = 0; !over; n++) {
                    LockSupport.parkNanos(begin + n * 40_000_000L - System.nanoTime());
                    List<byte[]> payloads = TestMedia.payloads(frames.get(n % frames.size()), n);
                    for (int i = 0; i < payloads.size(); i++) {
                        boolean last = i == payloads.size() - 1;
                        booth.send(Packets.rtp(
                                booth.vp8, sequence++ & 0xffff, 3_600L * n, booth.camera, last, payloads.get(i)));
                    }
                }
            } catch (IOException _) {
                // The bridge was killed.
            }
        }

        void end() throws InterruptedException {
            over = true;
            film.join();
            booth.close();
            officer.close();
        }
    }
}
