package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// Tracks stay together however long a meeting lasts and however wrong its computers' clocks go. Five minutes by
/// default, which takes seconds; `-Dyizhan.meeting.seconds=7200` records two hours.
class LongRecordingTest {

    private static final int SECONDS = Integer.getInteger("yizhan.meeting.seconds", 300);
    private static final long MS = 1_000_000;

    /// What a common crystal is wrong by at worst.
    private static final double PPM_100 = 100e-6;

    private static final double ALLOWED_SKEW_MS = 40;

    /// Where a device counts too slowly, the recorder puts silence between its packets now and then.
    private static final int FILLER_BYTES = 3;

    @TempDir
    private Path data;

    /// One source of a member.
    ///
    /// @param computer how much faster than true time the member's computer counts
    /// @param device   how much faster than its computer the device counts
    /// @param delay    of the network, in ms
    private record Track(long key, MemberId member, SourceKind kind, double computer, double device, long delay) {

        private static final int VIDEO_STEP_MS = 40;
        private static final int AUDIO_STEP_MS = 20;

        int stepMs() {
            return kind.isAudio() ? AUDIO_STEP_MS : VIDEO_STEP_MS;
        }

        int clockRate() {
            return kind.isAudio() ? 48_000 : 90_000;
        }

        /// When frame `i` was really captured, in ns since the beginning.
        long captured(int i) {
            return (long) (i * (long) stepMs() * MS / ((1 + computer) * (1 + device)));
        }

        long timestamp(double trueNanos) {
            return Math.round(trueNanos * 1e-9 * clockRate() * (1 + computer) * (1 + device));
        }

        int frames() {
            return SECONDS * 1000 / stepMs();
        }
    }

    @Test
    void tracksOfComputersWhoseClocksDriftApartStayTogether() throws IOException {
        MemberId booth = MemberId.random();
        MemberId desk = MemberId.random();
        List<Track> tracks = List.of(
                new Track(1, booth, SourceKind.MICROPHONE, PPM_100, -PPM_100, 20),
                new Track(2, booth, SourceKind.CAMERA, PPM_100, 0, 20),
                new Track(3, desk, SourceKind.MICROPHONE, -PPM_100, -PPM_100, 10),
                new Track(4, desk, SourceKind.CAMERA, -PPM_100, 0, 10));
        Studio studio = new Studio(data);
        List<byte[]> pictures = TestMedia.flashes(10);
        List<byte[]> sounds = TestMedia.ogg("aevalsrc='0.5*sin(2*PI*440*t)':s=48000:d=10");
        for (Track track : tracks) {
            play(studio, track, track.kind().isAudio() ? sounds : pictures);
        }
        long end = (SECONDS + 2) * 1000 * MS;
        studio.runUntil(end);
        Manifest manifest = studio.sealed(end);
        List<double[]> late = new ArrayList<>();
        for (Track track : tracks) {
            late.add(lateness(studio, manifest, track));
        }
        double worst = 0;
        for (int second = 0; second < SECONDS; second++) {
            worst = Math.max(worst, skewAt(second, tracks, late));
        }
        System.out.printf("%d s: at most %.1f ms between any two tracks%n", SECONDS, worst);
        assertThat(worst).isLessThanOrEqualTo(ALLOWED_SKEW_MS);
        for (RecordedSource source : manifest.sources()) {
            assertThat(source.gaps()).isEmpty();
        }
    }

    private static void play(Studio studio, Track track, List<byte[]> content) {
        Random random = new Random(track.key());
        List<SourcePacket> packets = new ArrayList<>();
        int sequence = 0;
        long lastArrival = 0;
        for (int i = 0; i < track.frames(); i++) {
            byte[] frame = content.get(i % content.size());
            List<byte[]> payloads = track.kind().isAudio() ? List.of(frame) : TestMedia.payloads(frame, i);
            lastArrival = Math.max(lastArrival, track.captured(i) + (track.delay() + random.nextInt(10)) * MS);
            for (int part = 0; part < payloads.size(); part++) {
                packets.add(new SourcePacket(
                        sequence++ & 0xffff,
                        (long) i * track.stepMs() * track.clockRate() / 1000 & 0xffff_ffffL,
                        part == payloads.size() - 1,
                        payloads.get(part),
                        lastArrival));
            }
        }
        studio.plays(track.key(), track.member(), track.kind(), packets);
        // Browsers' reports for sound come each 5 s, those for pictures each second; their times are some ms off.
        long every = track.kind().isAudio() ? 5000 * MS : 1000 * MS;
        for (long at = every; at < SECONDS * 1000 * MS; at += every) {
            double seen = at + (random.nextInt(11) - 5) * (double) MS;
            studio.reports(
                    track.key(),
                    (long) (at * (1 + track.computer())),
                    track.timestamp(seen),
                    at + (track.delay() + random.nextInt(10)) * MS);
        }
    }

    /// By how many ms each frame lies later on the session clock than it was captured.
    private static double[] lateness(Studio studio, Manifest manifest, Track track) throws IOException {
        List<RecordedSource> sources = manifest.sources().stream()
                .filter(it -> it.member().equals(track.member()) && it.kind() == track.kind())
                .toList();
        assertThat(sources).hasSize(1);
        RecordedSource source = sources.getFirst();
        byte[] listed = TestMedia.run(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "packet=pts_time,size",
                "-of",
                "csv=p=0",
                studio.file(source.n()).toString());
        double[] placed = new String(listed, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(",", -1))
                .filter(it -> Integer.parseInt(it[1]) > FILLER_BYTES)
                .mapToDouble(it -> Double.parseDouble(it[0]))
                .toArray();
        assertThat(placed.length).isEqualTo(track.frames());
        double[] late = new double[placed.length];
        for (int i = 0; i < placed.length; i++) {
            late[i] = source.startMs() + placed[i] * 1000 - track.captured(i) / (double) MS;
        }
        return late;
    }

    private static double skewAt(int second, List<Track> tracks, List<double[]> late) {
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (int i = 0; i < tracks.size(); i++) {
            double value = late.get(i)[second * 1000 / tracks.get(i).stepMs()];
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }
}
