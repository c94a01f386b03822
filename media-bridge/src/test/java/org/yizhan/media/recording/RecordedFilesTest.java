package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.protocol.bridge.SourceKind;

/// What is written decodes, has its length and keeps its time, as ffmpeg sees it.
class RecordedFilesTest {

    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;

    @TempDir
    Path data;

    @Test
    void filesDecodeWithoutOneComplaintAndHaveTheirLength() throws IOException {
        Studio studio = new Studio(data);
        studio.plays(1, SourceKind.MICROPHONE, TestMedia.audio(TestMedia.beeps(6), 65_500, 0xffff_f000L, 30 * MS));
        studio.plays(2, SourceKind.CAMERA, TestMedia.video(TestMedia.flashes(6), 65_500, 0xffff_f000L, 40 * MS));
        studio.runUntil(6 * SECOND + 700 * MS);
        Manifest manifest = studio.sealed(6 * SECOND + 700 * MS);

        assertThat(manifest.sources()).hasSize(2);
        for (RecordedSource source : manifest.sources()) {
            Path file = studio.file(source.n());
            assertThat(TestMedia.complaints(file)).isEmpty();
            assertThat(TestMedia.durationSeconds(file)).isBetween(5.9, 6.1);
            assertThat(source.durationMs()).isBetween(5900L, 6100L);
            assertThat(source.gaps()).isEmpty();
        }
        assertThat(TestMedia.frames(studio.file(2))).isEqualTo(150);
        assertThat(manifest.durationMs()).isEqualTo(6700);
        assertThat(Verifier.verify(studio.folder.of(studio.id), studio.key.publicKey()))
                .isEmpty();
    }

    @Test
    void soundKeepsItsTimeAgainstThePictureThoughThePictureComesLater() throws IOException {
        Studio studio = new Studio(data);
        // Captured together at 1 s, but the picture needs 350 ms more to be encoded and sent.
        studio.plays(1, SourceKind.MICROPHONE, TestMedia.audio(TestMedia.beeps(9), 7, 48_000, SECOND + 30 * MS));
        studio.plays(2, SourceKind.CAMERA, TestMedia.video(TestMedia.flashes(9), 7, 90_000, SECOND + 380 * MS));
        for (int s = 2; s < 9; s += 2) {
            studio.reports(1, s * SECOND, s * 48_000L, s * SECOND + (s == 4 ? 12 : 60) * MS);
            studio.reports(2, s * SECOND + 500 * MS, s * 90_000L + 45_000, s * SECOND + 590 * MS);
        }
        studio.runUntil(11 * SECOND);
        Manifest manifest = studio.sealed(11 * SECOND);

        double soundStart = start(manifest, SourceKind.MICROPHONE);
        double pictureStart = start(manifest, SourceKind.CAMERA);
        List<Double> beeps = TestMedia.beepTimes(studio.file(number(manifest, SourceKind.MICROPHONE)));
        List<Double> flashes = TestMedia.flashTimes(studio.file(number(manifest, SourceKind.CAMERA)));
        assertThat(beeps).hasSizeGreaterThanOrEqualTo(4).hasSameSizeAs(flashes);
        for (int i = 0; i < beeps.size(); i++) {
            assertThat(soundStart + beeps.get(i) - pictureStart - flashes.get(i))
                    .isBetween(-0.08, 0.08);
            // Captured at 1 s + 1 s + 2 i s, seen with the shortest delay of a report, 12 ms.
            assertThat(soundStart + beeps.get(i)).isBetween(2.0 + 2 * i, 2.06 + 2 * i);
        }
    }

    @Test
    void soundThatRestedKeepsItsTimeThoughItsTimestampsStoodStill() throws IOException {
        Studio studio = new Studio(data);
        List<SourcePacket> sound = TestMedia.audio(TestMedia.beeps(8), 7, 0, 0).stream()
                .map(packet -> packet.arrivalNanos() < 4 * SECOND
                        ? packet
                        : new SourcePacket(
                                packet.sequence(),
                                packet.timestamp(),
                                false,
                                packet.payload(),
                                packet.arrivalNanos() + 3 * SECOND))
                .toList();
        studio.plays(1, SourceKind.MICROPHONE, sound);
        studio.runUntil(12 * SECOND);
        Manifest manifest = studio.sealed(12 * SECOND);

        List<Double> beeps = TestMedia.beepTimes(studio.file(1));
        assertThat(beeps).hasSize(4);
        assertThat(beeps.get(1)).isBetween(2.98, 3.04);
        assertThat(beeps.get(2)).isBetween(7.96, 8.06);
        assertThat(manifest.sources().getFirst().gaps()).hasSize(1);
        assertThat(manifest.sources().getFirst().gaps().getFirst().reason()).isEqualTo("silent");
        assertThat(TestMedia.complaints(studio.file(1))).isEmpty();
    }

    /// A sender with discontinuous transmission (RFC 7587 §3.1.3): in silence an empty frame every 400 ms, numbered on.
    @Test
    void soundThatIsHardlySentInSilenceKeepsItsTimeAndLacksNothing() throws IOException {
        Studio studio = new Studio(data);
        List<SourcePacket> sound = new ArrayList<>();
        for (SourcePacket packet : TestMedia.audio(TestMedia.beeps(8), 7, 0, 0)) {
            // A beep begins with every odd second and lasts a tenth of one.
            long intoTwo = packet.arrivalNanos() % (2 * SECOND);
            boolean silent = intoTwo < 800 * MS || intoTwo >= 1_500 * MS;
            if (!silent || intoTwo / MS % 400 < 20) {
                byte[] payload = silent ? new byte[] {packet.payload()[0]} : packet.payload();
                sound.add(
                        new SourcePacket(7 + sound.size(), packet.timestamp(), false, payload, packet.arrivalNanos()));
            }
        }
        assertThat(sound).hasSizeLessThan(250);
        studio.plays(1, SourceKind.MICROPHONE, sound);
        studio.runUntil(9 * SECOND);
        Manifest manifest = studio.sealed(9 * SECOND);

        assertThat(TestMedia.beepTimes(studio.file(1))).hasSize(4);
        List<Double> beeps = TestMedia.beepTimes(studio.file(1));
        for (int i = 0; i < beeps.size(); i++) {
            assertThat(beeps.get(i)).isBetween(0.98 + 2 * i, 1.06 + 2 * i);
        }
        assertThat(manifest.sources().getFirst().lost()).isZero();
        assertThat(TestMedia.complaints(studio.file(1))).isEmpty();
    }

    @Test
    void aNetworkThatReordersRepeatsAndResendsLeavesNoTrace() throws IOException {
        Random random = new Random(11);
        Studio studio = new Studio(data);
        studio.plays(1, SourceKind.MICROPHONE, shaken(TestMedia.audio(TestMedia.beeps(6), 65_400, 7, 0), random));
        studio.plays(2, SourceKind.CAMERA, shaken(TestMedia.video(TestMedia.flashes(6), 65_400, 7, 0), random));
        studio.runUntil(7 * SECOND);
        Manifest manifest = studio.sealed(7 * SECOND);
        assertThat(manifest.sources())
                .allMatch(source -> source.lost() == 0 && source.gaps().isEmpty());
        assertThat(TestMedia.frames(studio.file(number(manifest, SourceKind.CAMERA))))
                .isEqualTo(150);
        for (RecordedSource source : manifest.sources()) {
            assertThat(TestMedia.complaints(studio.file(source.n()))).isEmpty();
        }
    }

    @Test
    void lossLeavesAGapThatIsNotedAndFilesThatDecodeAndKeepTheirTime() throws IOException {
        Studio studio = new Studio(data);
        List<SourcePacket> sound = new ArrayList<>(TestMedia.audio(TestMedia.beeps(8), 1, 1, 0));
        List<SourcePacket> picture = new ArrayList<>(TestMedia.video(TestMedia.flashes(8), 1, 1, 0));
        sound.removeIf(packet -> packet.arrivalNanos() >= 2 * SECOND && packet.arrivalNanos() < 2400 * MS);
        // One packet of a picture; the next key frame comes at 4 s.
        picture.removeIf(packet -> packet.arrivalNanos() == 2200 * MS);
        studio.plays(1, SourceKind.MICROPHONE, sound);
        studio.plays(2, SourceKind.CAMERA, picture);
        studio.runUntil(9 * SECOND);
        Manifest manifest = studio.sealed(9 * SECOND);

        assertThat(studio.keyframesAsked).hasPositiveValue();
        RecordedSource camera = source(manifest, SourceKind.CAMERA);
        assertThat(camera.gaps()).containsExactly(new Manifest.Gap(2200, 4000, "lost"));
        assertThat(TestMedia.frames(studio.file(camera.n()))).isEqualTo(55 + 100);
        RecordedSource microphone = source(manifest, SourceKind.MICROPHONE);
        assertThat(microphone.gaps()).containsExactly(new Manifest.Gap(2000, 2400, "lost"));
        assertThat(microphone.lost()).isEqualTo(20);
        assertThat(TestMedia.beepTimes(studio.file(microphone.n())))
                .hasSize(4)
                .allSatisfy(time -> assertThat(time % 2).isBetween(0.98, 1.03));
        for (RecordedSource source : manifest.sources()) {
            assertThat(TestMedia.complaints(studio.file(source.n()))).isEmpty();
            assertThat(TestMedia.durationSeconds(studio.file(source.n()))).isBetween(7.9, 8.1);
        }
    }

    @Test
    void playersFindAKeyFrameByTheCues() throws IOException {
        Studio studio = new Studio(data);
        studio.plays(1, SourceKind.CAMERA, TestMedia.video(TestMedia.flashes(8), 1, 1, 0));
        studio.runUntil(9 * SECOND);
        studio.sealed(9 * SECOND);
        // ffmpeg jumps by the cues and decodes from the key frame at 4 s on.
        byte[] picture = TestMedia.run(
                "ffmpeg",
                "-v",
                "error",
                "-ss",
                "5.0",
                "-i",
                studio.file(1).toString(),
                "-frames:v",
                "1",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "gray",
                "-");
        assertThat(picture[0] & 0xff).isGreaterThan(200);
    }

    @Test
    void unsteadyPicturesDecodeWithoutComplaintToo() throws IOException {
        Random random = new Random(3);
        List<SourcePacket> unsteady = new ArrayList<>();
        long at = 0;
        long timestamp = -1;
        for (SourcePacket packet : TestMedia.video(TestMedia.flashes(6), 1, 1, 0)) {
            if (packet.timestamp() != timestamp) {
                timestamp = packet.timestamp();
                at += random.nextInt(10) == 0 ? 250 : random.nextInt(1, 40);
            }
            unsteady.add(new SourcePacket(packet.sequence(), 90 * at, packet.marker(), packet.payload(), at * MS));
        }
        Studio studio = new Studio(data);
        studio.plays(1, SourceKind.CAMERA, unsteady);
        studio.runUntil(12 * SECOND);
        studio.sealed(12 * SECOND);
        assertThat(TestMedia.complaints(studio.file(1))).isEmpty();
        assertThat(TestMedia.frames(studio.file(1))).isEqualTo(150);
        assertThat(TestMedia.durationSeconds(studio.file(1))).isBetween(at / 1000.0 - 0.3, at / 1000.0 + 0.1);
    }

    @Test
    void aPauseEndsTheFilesAndTheNextOnesStartBehindIt() throws IOException {
        Studio studio = new Studio(data);
        studio.plays(1, SourceKind.MICROPHONE, TestMedia.audio(TestMedia.beeps(8), 1, 1, 0));
        studio.plays(2, SourceKind.CAMERA, TestMedia.video(TestMedia.flashes(8), 1, 1, 0));
        studio.pauses(2 * SECOND + 10 * MS, true);
        studio.pauses(5 * SECOND + 10 * MS, false);
        studio.runUntil(8 * SECOND);
        Manifest manifest = studio.sealed(8 * SECOND);
        assertThat(manifest.pauses()).containsExactly(new Manifest.Span(2010, 5010L));
        assertThat(manifest.sources()).hasSize(4);
        assertThat(manifest.sources()).noneMatch(source -> source.startMs() < 5010 && source.endMs() > 2100);
        assertThat(studio.keyframesAsked).hasPositiveValue();
        for (RecordedSource source : manifest.sources()) {
            assertThat(TestMedia.complaints(studio.file(source.n()))).isEmpty();
        }
    }

    @Test
    void aSourceWhoseClockBeginsAnewGoesOnInAnotherFile() throws IOException {
        Studio studio = new Studio(data);
        List<byte[]> beeps = TestMedia.beeps(3);
        List<SourcePacket> sound = new ArrayList<>(TestMedia.audio(beeps, 1, 1, 0));
        sound.addAll(TestMedia.audio(beeps, 30_000, 0x7000_0000L, 4 * SECOND));
        studio.plays(1, SourceKind.MICROPHONE, sound);
        studio.runUntil(8 * SECOND);
        Manifest manifest = studio.sealed(8 * SECOND);
        assertThat(manifest.sources()).hasSize(2);
        assertThat(manifest.sources().getLast().startMs()).isBetween(4000L, 4060L);
        assertThat(TestMedia.complaints(studio.file(2))).isEmpty();
    }

    /// Every packet up to 90 ms late, some twice, some only after 400 ms as if sent again.
    private static List<SourcePacket> shaken(List<SourcePacket> packets, Random random) {
        List<SourcePacket> shaken = new ArrayList<>();
        for (SourcePacket packet : packets) {
            boolean again = random.nextInt(20) == 0 && packet != packets.getFirst();
            long late = packet == packets.getFirst() ? 0 : again ? 400 * MS : random.nextInt(90) * MS;
            shaken.add(late(packet, late));
            if (random.nextInt(20) == 0) {
                shaken.add(late(packet, late + 30 * MS));
            }
        }
        shaken.sort(Comparator.comparingLong(SourcePacket::arrivalNanos));
        return shaken;
    }

    private static SourcePacket late(SourcePacket packet, long nanos) {
        return new SourcePacket(
                packet.sequence(),
                packet.timestamp(),
                packet.marker(),
                packet.payload(),
                packet.arrivalNanos() + nanos);
    }

    private static double start(Manifest manifest, SourceKind kind) {
        return source(manifest, kind).startMs() / 1000.0;
    }

    private static int number(Manifest manifest, SourceKind kind) {
        return source(manifest, kind).n();
    }

    private static RecordedSource source(Manifest manifest, SourceKind kind) {
        return manifest.sources().stream()
                .filter(source -> source.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
