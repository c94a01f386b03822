package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.webm.ElementStream;
import org.yizhan.media.rtp.Packets;
import org.yizhan.media.transport.TestBrowser;
import org.yizhan.protocol.bridge.MemberPlan;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.bridge.RoomPlan;
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;

/// Three bridges in processes of their own that share a folder: the first has the meeting and is killed, the second
/// records it too, the third goes on with it. What people get has no hole.
class TwoRecordersTest {

    private static final int PICTURE = SlotFill.AUDIO_SLOTS;
    private static final long PICTURE_MS = 1000 / TestMedia.FRAME_RATE;
    private static final long SOUND_MS = 20;

    /// Two bridges have two lines and clocks of their own; more than this apart is missed by somebody who looks.
    private static final long UNEVEN_MS = 60;

    private static List<byte[]> frames = List.of();
    private static List<byte[]> sounds = List.of();

    private final MemberId booth = MemberId.random();
    private final MemberId officer = MemberId.random();
    private final ConsultationId consultation = ConsultationId.random();
    private final RecordingId recording = RecordingId.random();
    private final RecordingId copy = SecondRecorder.copyOf(recording);

    @TempDir
    private Path shared;

    private final List<BridgeChild> bridges = new ArrayList<>();
    private final List<TestBrowser> pages = new ArrayList<>();
    private final Show show = new Show();

    @BeforeAll
    static void film() throws IOException {
        frames = TestMedia.flashes(10);
        sounds = TestMedia.beeps(10);
    }

    @BeforeEach
    void start() throws Exception {
        for (String name : List.of("first", "second", "third")) {
            bridges.add(BridgeChild.start(shared, name));
        }
    }

    @AfterEach
    void stop() throws Exception {
        show.end();
        pages.forEach(TestBrowser::close);
        bridges.forEach(BridgeChild::close);
    }

    @Test
    void aKilledBridgeLeavesNoHoleInWhatIsPlayed() throws Exception {
        BridgeChild first = bridges.get(0);
        BridgeChild second = bridges.get(1);
        BridgeChild third = bridges.get(2);
        meet(first, 0);
        second.arrange(SecondRecorder.roomOf(consultation), SecondRecorder.plan(plan(0), 1));
        TestBrowser beside = page(3);
        second.connect(SecondRecorder.senderOf(booth), beside);
        show.to(beside);
        written(copy, 4);
        written(recording, 4);

        first.kill();
        // Nobody hurries: what the first misses is at least what the second writes meanwhile.
        written(copy, 2);
        long told = System.nanoTime();
        meet(third, 1);
        System.out.println("seen again after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - told) + " ms");
        written(recording, 4);
        written(copy, 4);

        third.close(consultation);
        second.close(SecondRecorder.roomOf(consultation));
        third.says("sealed " + recording);
        second.says("sealed " + copy);
        RecordingFolder folder = BridgeChild.folder(shared, "judge");
        Manifest one = sealed(folder, recording);
        Manifest other = sealed(folder, copy);
        assertThat(one.interrupted()).isTrue();
        assertThat(one.parts()).hasSize(2);
        assertThat(other.interrupted()).isFalse();
        assertThat(other.consultation()).isEqualTo(consultation);
        assertThat(other.sources()).allMatch(source -> source.member().equals(booth));

        Replay replay = Replay.of(one, other);
        for (SourceKind kind : List.of(SourceKind.CAMERA, SourceKind.MICROPHONE)) {
            long step = kind.isAudio() ? SOUND_MS : PICTURE_MS;
            List<Long> alone = times(folder, Replay.alone(one), kind);
            assertThat(widest(alone)).isGreaterThan(500);
            List<Long> merged = times(folder, replay, kind);
            System.out.println(kind + ": widest hole of the first alone " + widest(alone) + " ms, merged "
                    + widest(merged) + " ms, " + merged.size() + " frames; " + takes(replay, kind));
            assertThat(merged).isSorted();
            assertThat(widest(merged)).isLessThanOrEqualTo(step + UNEVEN_MS);
            double expected = (double) (merged.getLast() - merged.getFirst()) / step + 1;
            assertThat((double) merged.size()).isBetween(expected - 4, expected + 4);
        }
        assertThat(replay.manifest().durationMs()).isGreaterThanOrEqualTo(one.durationMs());
    }

    /// Both sides connect, and the officer sees the booth.
    private void meet(BridgeChild bridge, long turn) throws Exception {
        bridge.arrange(consultation, plan(turn));
        TestBrowser sees = page(2);
        TestBrowser shows = page(1);
        bridge.connect(booth, shows);
        bridge.connect(officer, sees);
        show.to(shows);
        assertThat(sees.rtp.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    private TestBrowser page(int seed) throws IOException {
        TestBrowser page = new TestBrowser(seed);
        pages.add(page);
        return page;
    }

    private RoomPlan plan(long turn) {
        return new RoomPlan(
                1,
                List.of(
                        new MemberPlan(booth, "booth", Set.of(SourceKind.CAMERA, SourceKind.MICROPHONE), List.of()),
                        new MemberPlan(
                                officer,
                                "officer",
                                Set.of(),
                                List.of(new SlotFill(PICTURE, booth, SourceKind.CAMERA)))),
                new RecordingPlan(recording, new StationPath("d01.s01"), null, false).onTurn(turn));
    }

    /// Waits until so many more fragments of it are on the disk.
    private void written(RecordingId id, int more) throws IOException {
        Path path = BridgeChild.folder(shared, "judge").of(id);
        int wanted = FragmentLog.readable(path).size() + more;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (FragmentLog.readable(path).size() < wanted) {
            assertThat(System.nanoTime()).isLessThan(until);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private Manifest sealed(RecordingFolder folder, RecordingId id) throws IOException {
        Manifest manifest = Objects.requireNonNull(folder.manifest(id));
        assertThat(manifest.state()).isEqualTo(Manifest.State.SEALED);
        SealKey key = SealKey.at(shared.resolve("keys/key.pem"));
        assertThat(Verifier.verify(folder.of(id), key.publicKey())).isEmpty();
        return manifest;
    }

    private static List<Take> takes(Replay replay, SourceKind kind) {
        return replay.takes().stream()
                .filter(take -> replay.manifest().sources().stream()
                        .anyMatch(source -> source.n() == take.source() && source.kind() == kind))
                .toList();
    }

    /// When each frame that is played is, on the session clock.
    private List<Long> times(RecordingFolder folder, Replay replay, SourceKind kind) throws IOException {
        List<Long> times = new ArrayList<>();
        for (RecordedSource source : replay.manifest().sources()) {
            if (source.kind() != kind) {
                continue;
            }
            boolean second = source.n() > Replay.SECOND;
            Manifest of = Objects.requireNonNull(folder.manifest(second ? copy : recording));
            int n = second ? source.n() - Replay.SECOND : source.n();
            ByteArrayOutputStream film = new ByteArrayOutputStream();
            try (SourceContent content = folder.content(
                    of,
                    of.sources().stream().filter(it -> it.n() == n).findFirst().orElseThrow())) {
                content.copy(film);
            }
            ElementStream.Frames found = ElementStream.framesOf(new ByteArrayInputStream(film.toByteArray()));
            for (ElementStream.Frame frame = found.next(); frame != null; frame = found.next()) {
                long at = source.startMs() + frame.timeMs();
                if (replay.plays(source, at)) {
                    times.add(at);
                }
            }
        }
        return times.stream().sorted().toList();
    }

    private static long widest(List<Long> times) {
        long widest = 0;
        for (int i = 1; i < times.size(); i++) {
            widest = Math.max(widest, times.get(i) - times.get(i - 1));
        }
        return widest;
    }

    /// A film with sound that the booth sends to every connection that it has, each with numbers of its own.
    private static final class Show {

        /// One connection.
        private static final class Line {
            private final TestBrowser page;
            private int pictures = 1;
            private int sounds = 1;

            Line(TestBrowser page) {
                this.page = page;
            }

            void picture(int n) throws IOException {
                List<byte[]> payloads = TestMedia.payloads(frames.get(n % frames.size()), n);
                for (int i = 0; i < payloads.size(); i++) {
                    boolean last = i == payloads.size() - 1;
                    page.send(
                            Packets.rtp(page.vp8, pictures++ & 0xffff, 3_600L * n, page.camera, last, payloads.get(i)));
                }
            }

            void sound(int n) throws IOException {
                page.send(Packets.rtp(
                        page.opus,
                        sounds++ & 0xffff,
                        960L * n,
                        page.microphone,
                        false,
                        TwoRecordersTest.sounds.get(n % TwoRecordersTest.sounds.size())));
            }
        }

        private final List<Line> lines = new CopyOnWriteArrayList<>();
        private final Thread film = Thread.ofVirtual().start(this::play);
        private volatile boolean over;

        /// One more connection, from the next frame on.
        void to(TestBrowser page) {
            lines.add(new Line(page));
        }

        private void play() {
            long begin = System.nanoTime();
            for (int n = 0; !over; n++) {
                LockSupport.parkNanos(begin + n * 20_000_000L - System.nanoTime());
                for (Line line : lines) {
                    try {
                        line.sound(n);
                        if (n % 2 == 0) {
                            line.picture(n / 2);
                        }
                    } catch (IOException _) {
                        // Its bridge was killed.
                        lines.remove(line);
                    }
                }
            }
        }

        void end() throws InterruptedException {
            over = true;
            film.join();
        }
    }
}
