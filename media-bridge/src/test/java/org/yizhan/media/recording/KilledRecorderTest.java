package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.room.Recorder;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;
import org.yizhan.protocol.id.RecordingId;

/// `kill -9` of the writing process at any moment, and a disk that refuses to write.
class KilledRecorderTest {

    /// `-Dyizhan.kills=100` for the full proof.
    private static final int KILLS = Integer.getInteger("yizhan.kills", 5);

    private static final int AT_ONCE = Math.min(KILLS, 5);

    /// What may be lost, as the documents promise; a machine that is too busy to run the writer's threads may need
    /// more.
    private static final long LOST_MS = Long.getLong("yizhan.kills.lost-ms", 2000);

    @TempDir
    static Path shared;

    private static Path packets = Path.of("");

    @TempDir
    Path data;

    @BeforeAll
    static void encode() throws IOException {
        packets = shared.resolve("packets");
        WritingChild.write(packets, 12);
    }

    private record Killed(RecordingId id, Path data, long givenMs) {}

    @Test
    void whereverItIsKilledTheRecordingPlaysAlmostToThatMoment() throws Exception {
        Random moments = new Random();
        List<Long> losses = new ArrayList<>();
        for (int batch = 0; batch < KILLS / AT_ONCE; batch++) {
            for (Killed killed : kill(moments)) {
                losses.add(killed.givenMs() - playable(killed));
            }
        }
        System.out.println("lost by kill -9, ms: " + losses.stream().sorted().toList());
        assertThat(losses)
                .allMatch(loss -> loss <= LOST_MS)
                .filteredOn(loss -> loss <= 1000)
                .hasSizeGreaterThan(losses.size() / 2);
    }

    private List<Killed> kill(Random moments) throws IOException, InterruptedException {
        List<Killed> killed = new ArrayList<>();
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            children.add(Child.start(Files.createTempDirectory(data, "child")));
        }
        for (Child child : children) {
            long until = 1500 + moments.nextInt(2500);
            long given = 0;
            while (given < until) {
                given = Long.parseLong(child.line());
            }
            child.kill();
            killed.add(new Killed(child.id, child.data, child.lastMs(given)));
        }
        return killed;
    }

    /// @return how much of what was given every source of the mended recording plays, in ms
    private static long playable(Killed killed) throws IOException {
        RecordingFolder folder = WritingChild.folder(killed.data());
        SealKey key = SealKey.at(killed.data().resolve("keys/key.pem"));
        Finishing finishing = new Finishing(folder, key);
        Manifest mended = finishing.interrupted(killed.id());
        assertThat(mended.state()).isEqualTo(Manifest.State.INTERRUPTED);
        assertThat(mended.sources()).hasSize(2);
        finishing.seal(mended, Studio.START);
        assertThat(Verifier.verify(folder.of(killed.id()), key.publicKey())).isEmpty();
        long plays = Long.MAX_VALUE;
        for (RecordedSource source : mended.sources()) {
            Path file = plain(folder, mended, source);
            assertThat(TestMedia.complaints(file)).isEmpty();
            long lengthMs = Math.round(TestMedia.durationSeconds(file) * 1000);
            assertThat(lengthMs).isEqualTo(source.durationMs());
            // Both sources begin with what was given first.
            plays = Math.min(plays, lengthMs);
        }
        return plays;
    }

    private static Path plain(RecordingFolder folder, Manifest manifest, RecordedSource source) throws IOException {
        Path file = Files.createTempFile(shared, "plain", ".webm");
        try (SourceContent content = folder.content(manifest, source);
                OutputStream out = Files.newOutputStream(file)) {
            content.copy(out);
        }
        return file;
    }

    @Test
    void theNextRunContinuesTheSameRecordingOnTheSameClock() throws Exception {
        Child child = Child.start(data);
        long given = 0;
        while (given < 2500) {
            given = Long.parseLong(child.line());
        }
        child.kill();

        Told told = new Told();
        DiskRecorders recorders = WritingChild.recorders(data, told);
        recorders.start();
        assertThat(told.next().state()).isEqualTo(Manifest.State.INTERRUPTED);
        Recorder recorder = recorders.open(WritingChild.room(), WritingChild.plan(child.id));
        FakeProducer microphone = new FakeProducer(MemberId.random(), SourceKind.MICROPHONE);
        recorder.producerOpened(microphone);
        long now = System.nanoTime();
        TestMedia.audio(TestMedia.beeps(3), 1, 1, now).forEach(it -> microphone.give(it, it.arrivalNanos()));
        recorder.left();
        assertThat(told.next().state()).isEqualTo(Manifest.State.WRITING);
        Manifest sealed = told.next();
        recorders.stop();

        assertThat(sealed.state()).isEqualTo(Manifest.State.SEALED);
        assertThat(sealed.interrupted()).isTrue();
        assertThat(sealed.parts()).hasSize(2);
        RecordedSource last = sealed.sources().getLast();
        assertThat(last.part()).isEqualTo(2);
        assertThat(last.startMs())
                .isGreaterThanOrEqualTo(sealed.parts().getLast().startMs());
        assertThat(last.startMs()).isGreaterThan(sealed.sources().getFirst().endMs());
        RecordingFolder folder = WritingChild.folder(data);
        assertThat(Verifier.verify(
                        folder.of(child.id),
                        SealKey.at(data.resolve("keys/key.pem")).publicKey()))
                .isEmpty();
        assertThat(folder.open()).containsExactly(child.id);
    }

    @Test
    void diskThatRefusesToWriteStopsTheRecorderAndLeavesWhatWasWritten() throws Exception {
        // No file may grow beyond 10 kB: the kernel refuses the write as a full disk does.
        Child child = Child.start(data, "ulimit -f 20 && exec");
        String line = child.line();
        while (!line.equals("stopped")) {
            line = child.line();
        }
        child.kill();

        RecordingFolder folder = WritingChild.folder(data);
        SealKey key = SealKey.at(data.resolve("keys/key.pem"));
        Finishing finishing = new Finishing(folder, key);
        Manifest mended = finishing.interrupted(child.id);
        assertThat(mended.failure()).isNotNull();
        finishing.seal(mended, Studio.START);
        assertThat(Verifier.verify(folder.of(child.id), key.publicKey())).isEmpty();
        for (RecordedSource source : mended.sources()) {
            assertThat(TestMedia.complaints(plain(folder, mended, source))).isEmpty();
        }
    }

    private static final class Told implements Announcer {
        private final BlockingQueue<Manifest> told = new LinkedBlockingQueue<>();

        Manifest next() throws InterruptedException {
            Manifest next = told.poll(20, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }

        @Override
        public void written(Manifest manifest) {
            told.add(manifest);
        }

        @Override
        public void sealed(Manifest manifest) {
            told.add(manifest);
        }

        @Override
        public void failed(Manifest manifest, String reason) {
            told.add(manifest);
        }
    }

    private static final class Child {
        private final RecordingId id;
        private final Path data;
        private final Process process;
        private final BufferedReader out;

        private Child(RecordingId id, Path data, Process process) {
            this.id = id;
            this.data = data;
            this.process = process;
            this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        static Child start(Path data) throws IOException {
            return start(data, "exec");
        }

        static Child start(Path data, String shell) throws IOException {
            RecordingId id = RecordingId.random();
            String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            Process process = new ProcessBuilder(
                            "sh",
                            "-c",
                            shell + " \"$@\"",
                            "sh",
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-XX:+UseSerialGC",
                            "-XX:-UsePerfData",
                            "-Xmx128m",
                            "-cp",
                            classes,
                            WritingChild.class.getName(),
                            data.toString(),
                            packets.toString(),
                            id.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Child(id, data, process);
        }

        /// Unlike [Process#destroyForcibly()] this leaves what it said to be read.
        void kill() throws InterruptedException {
            process.toHandle().destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }

        String line() throws IOException {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("the child ended");
            }
            return line;
        }

        /// What it said last before it was killed.
        long lastMs(long known) throws IOException {
            long last = known;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (!line.isEmpty() && line.chars().allMatch(Character::isDigit)) {
                    last = Long.parseLong(line);
                }
            }
            return last;
        }
    }
}
