package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yizhan.media.recording.cipher.CipherAlgorithm;
import org.yizhan.media.recording.evidence.SealAlgorithm;
import org.yizhan.media.recording.frames.SourcePacket;

/// Whatever codec a sender has: what is written is all that it sent, decodes without a complaint, and keeps its time.
class PicturesOfEachCodecTest {

    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;

    @TempDir
    Path data;

    private static String probed(Path file, String entries) throws IOException {
        byte[] said =
                TestMedia.run("ffprobe", "-v", "error", "-show_entries", entries, "-of", "csv=p=0", file.toString());
        return new String(said, StandardCharsets.UTF_8).strip();
    }

    private static void intact(Studio studio, Manifest manifest) throws IOException {
        for (RecordedSource source : manifest.sources()) {
            assertThat(TestMedia.complaints(studio.file(source.n()))).isEmpty();
        }
        assertThat(Verifier.verify(studio.folder.of(studio.id), studio.key.publicKey()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyPictureIsInTheFile(TestPictures pictures) throws IOException {
        Studio studio = new Studio(data);
        List<byte[]> sent = pictures.encoded(TestPictures.moving("322x242", 6));
        studio.plays(1, pictures.codec(), pictures.packets(sent, 65_500, 0xffff_f000L, 30 * MS));
        studio.runUntil(7 * SECOND);
        Manifest manifest = studio.sealed(7 * SECOND);

        assertThat(sent).hasSize(150);
        assertThat(manifest.sources()).hasSize(1);
        RecordedSource source = manifest.sources().getFirst();
        assertThat(source.codec()).isEqualTo(pictures.codec().word());
        assertThat(source.width()).isEqualTo(322);
        assertThat(source.height()).isEqualTo(242);
        assertThat(source.gaps()).isEmpty();
        assertThat(source.durationMs()).isBetween(5900L, 6100L);
        Path file = studio.file(1);
        assertThat(probed(file, "stream=codec_name,width,height"))
                .isEqualTo(pictures.codec().word() + ",322,242");
        assertThat(TestMedia.frames(file)).isEqualTo(150);
        assertThat(TestMedia.durationSeconds(file)).isBetween(5.9, 6.1);
        intact(studio, manifest);
    }

    /// A decoder that begins in the middle begins at a key frame, and the cues lead there.
    @ParameterizedTest
    @EnumSource
    void aPlayerCanJump(TestPictures pictures) throws IOException {
        Studio studio = new Studio(data);
        List<byte[]> sent = pictures.encoded(TestPictures.moving("320x240", 6));
        studio.plays(1, pictures.codec(), pictures.packets(sent, 1, 1, 0));
        studio.runUntil(7 * SECOND);
        studio.sealed(7 * SECOND);
        String said = new String(
                TestMedia.run(
                        "sh",
                        "-c",
                        "ffmpeg -v error -ss 4.5 -i " + studio.file(1) + " -frames:v 1 -f framemd5 - 2>&1 | tail -1"),
                StandardCharsets.UTF_8);
        String whole = new String(
                TestMedia.run("sh", "-c", "ffmpeg -v error -i " + studio.file(1) + " -f framemd5 - 2>&1"),
                StandardCharsets.UTF_8);
        String hash = said.substring(said.lastIndexOf(',') + 1).strip();
        assertThat(hash).hasSize(32);
        assertThat(whole).contains(hash);
    }

    @ParameterizedTest
    @EnumSource
    void aNetworkThatReordersAndRepeatsLeavesNoTrace(TestPictures pictures) throws IOException {
        Studio studio = new Studio(data);
        List<SourcePacket> shaken = new ArrayList<>();
        Random random = new Random(12);
        List<byte[]> sent = pictures.encoded(TestPictures.moving("320x240", 4));
        for (SourcePacket packet : pictures.packets(sent, 65_400, 7, 0)) {
            // What comes before the very first packet is not waited for.
            boolean first = packet.arrivalNanos() == 0;
            long delay = random.nextLong(random.nextInt(20) == 0 ? 250 * MS : 20 * MS);
            long late = packet.arrivalNanos() + (first ? 0 : delay);
            shaken.add(arriving(packet, late));
            if (random.nextInt(8) == 0) {
                shaken.add(arriving(packet, late + 40 * MS));
            }
        }
        shaken.sort(Comparator.comparingLong(SourcePacket::arrivalNanos));
        studio.plays(1, pictures.codec(), shaken);
        studio.runUntil(6 * SECOND);
        Manifest manifest = studio.sealed(6 * SECOND);

        assertThat(TestMedia.frames(studio.file(1))).isEqualTo(100);
        assertThat(manifest.sources().getFirst().lost()).isZero();
        assertThat(manifest.sources().getFirst().gaps()).isEmpty();
        intact(studio, manifest);
    }

    @ParameterizedTest
    @EnumSource
    void aPictureWithAHoleIsLeftOutAndThoseAfterItUntilTheNextKeyFrame(TestPictures pictures) throws IOException {
        List<byte[]> sent = pictures.encoded(TestPictures.moving("640x480", 6));
        List<SourcePacket> packets = new ArrayList<>(pictures.packets(sent, 1, 1, 0));
        List<SourcePacket> hit =
                packets.stream().filter(it -> it.arrivalNanos() == 2200 * MS).toList();
        // The second packet of a picture, or its only one.
        packets.remove(hit.get(Math.min(1, hit.size() - 1)));
        long nextKey = packets.stream()
                .filter(it -> it.arrivalNanos() > 2200 * MS)
                .filter(it -> pictures.codec().startsKeyframe(it.payload(), 0, it.payload().length))
                .mapToLong(SourcePacket::arrivalNanos)
                .min()
                .orElseThrow();
        Studio studio = new Studio(data);
        studio.plays(1, pictures.codec(), packets);
        studio.runUntil(7 * SECOND);
        Manifest manifest = studio.sealed(7 * SECOND);

        assertThat(studio.keyframesAsked).hasPositiveValue();
        RecordedSource source = manifest.sources().getFirst();
        assertThat(source.gaps()).containsExactly(new Manifest.Gap(2200, nextKey / MS, "lost"));
        assertThat(TestMedia.frames(studio.file(1))).isEqualTo(150 - (int) ((nextKey - 2200 * MS) / (40 * MS)));
        intact(studio, manifest);
    }

    /// Its sender gave it up and numbered on. VP8 and H.264 cannot tell.
    @ParameterizedTest
    @EnumSource(names = {"VP9", "AV1"})
    void aPictureWhoseEndWasNeverSentIsLeftOut(TestPictures pictures) throws IOException {
        List<SourcePacket> packets = new ArrayList<>();
        int sequence = 1;
        for (SourcePacket packet : pictures.packets(pictures.encoded(TestPictures.moving("640x480", 4)), 1, 1, 0)) {
            if (packet.arrivalNanos() != 1800 * MS || !packet.marker()) {
                packets.add(new SourcePacket(
                        sequence++, packet.timestamp(), packet.marker(), packet.payload(), packet.arrivalNanos()));
            }
        }
        Studio studio = new Studio(data);
        studio.plays(1, pictures.codec(), packets);
        studio.runUntil(5 * SECOND);
        Manifest manifest = studio.sealed(5 * SECOND);
        assertThat(TestMedia.frames(studio.file(1))).isBetween(45, 99);
        assertThat(manifest.sources().getFirst().gaps()).isNotEmpty();
        intact(studio, manifest);
    }

    @ParameterizedTest
    @EnumSource
    void whatBeginsInTheMiddleBeginsWithItsFirstKeyFrame(TestPictures pictures) throws IOException {
        List<byte[]> sent = pictures.encoded(TestPictures.moving("320x240", 4));
        List<SourcePacket> packets = pictures.packets(sent, 1, 1, 0).stream()
                .filter(it -> it.arrivalNanos() >= SECOND)
                .toList();
        long firstKey = packets.stream()
                .filter(it -> pictures.codec().startsKeyframe(it.payload(), 0, it.payload().length))
                .mapToLong(SourcePacket::arrivalNanos)
                .min()
                .orElseThrow();
        Studio studio = new Studio(data);
        studio.plays(1, pictures.codec(), packets);
        studio.runUntil(5 * SECOND);
        Manifest manifest = studio.sealed(5 * SECOND);
        assertThat(TestMedia.frames(studio.file(1))).isEqualTo(100 - (int) (firstKey / (40 * MS)));
        intact(studio, manifest);
    }

    /// The head that a process which dies leaves behind is made again from the manifest alone.
    @ParameterizedTest
    @EnumSource
    void aFileWhoseHeadIsLostIsMendedFromTheManifest(TestPictures pictures) throws IOException {
        Studio studio = new Studio(data);
        List<byte[]> sent = pictures.encoded(TestPictures.moving("320x240", 4));
        studio.plays(1, pictures.codec(), pictures.packets(sent, 1, 1, 0));
        studio.then(3 * SECOND, () -> {
            byte[] file = Files.readAllBytes(studio.file(1));
            for (int i = 0; i < 150; i++) {
                file[i] = 0;
            }
            Files.write(studio.file(1), file);
        });
        studio.killedAndContinued(3 * SECOND + MS);
        studio.runUntil(4 * SECOND);
        Manifest manifest = studio.sealed(4 * SECOND);
        assertThat(TestMedia.frames(studio.file(1))).isGreaterThan(40);
        intact(studio, manifest);
    }

    @ParameterizedTest
    @EnumSource
    void anotherSizeIsInAnotherFileWhereTheFilesBeginningTellsIt(TestPictures pictures) throws IOException {
        List<byte[]> sent = new ArrayList<>(pictures.encoded(TestPictures.moving("320x240", 4)));
        sent.addAll(pictures.encoded(TestPictures.moving("640x360", 4)));
        Studio studio = new Studio(data);
        studio.plays(1, pictures.codec(), pictures.packets(sent, 1, 1, 0));
        studio.runUntil(9 * SECOND);
        Manifest manifest = studio.sealed(9 * SECOND);

        boolean tells = pictures == TestPictures.H264 || pictures == TestPictures.AV1;
        assertThat(manifest.sources()).hasSize(tells ? 2 : 1);
        int frames = 0;
        for (RecordedSource source : manifest.sources()) {
            frames += TestMedia.frames(studio.file(source.n()));
            assertThat(source.gaps()).isEmpty();
        }
        assertThat(frames).isEqualTo(200);
        if (tells) {
            RecordedSource second = manifest.sources().getLast();
            assertThat(second.width()).isEqualTo(640);
            assertThat(second.height()).isEqualTo(360);
            assertThat(second.startMs()).isBetween(3980L, 4020L);
        }
        intact(studio, manifest);
    }

    @Test
    void sizesThatChangeAllTheTimeDoNotMakeFilesAllTheTime() throws IOException {
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sent.addAll(TestPictures.H264
                    .encoded(TestPictures.moving(i % 2 == 0 ? "320x240" : "352x288", 1))
                    .subList(0, 10));
        }
        Studio studio = new Studio(data);
        studio.plays(1, TestPictures.H264.codec(), TestPictures.H264.packets(sent, 1, 1, 0));
        studio.runUntil(5 * SECOND);
        Manifest manifest = studio.sealed(5 * SECOND);
        // Four seconds; the first is kept for two.
        assertThat(manifest.sources()).hasSizeBetween(2, 3);
        int frames = 0;
        for (RecordedSource source : manifest.sources()) {
            frames += TestMedia.frames(studio.file(source.n()));
        }
        assertThat(frames).isEqualTo(100);
        intact(studio, manifest);
    }

    /// A sender that changes its codec is another source to the recorder.
    @Test
    void framesOfTwoCodecsAreNeverInOneFile() throws IOException {
        Studio studio = new Studio(data);
        long source = 1;
        for (TestPictures pictures : TestPictures.values()) {
            List<byte[]> sent = pictures.encoded(TestPictures.moving("320x240", 2));
            long begin = (source - 1) * 2 * SECOND;
            studio.plays(source, pictures.codec(), pictures.packets(sent, 1, 1, begin));
            studio.closes(source++, begin + 2 * SECOND - MS);
        }
        studio.runUntil(9 * SECOND);
        Manifest manifest = studio.sealed(9 * SECOND);
        assertThat(manifest.sources()).extracting(RecordedSource::codec).containsExactly("vp8", "h264", "vp9", "av1");
        for (RecordedSource each : manifest.sources()) {
            assertThat(probed(studio.file(each.n()), "stream=codec_name")).isEqualTo(each.codec());
            assertThat(TestMedia.frames(studio.file(each.n()))).isEqualTo(50);
        }
        intact(studio, manifest);
    }

    @ParameterizedTest
    @EnumSource
    void encryptedFilesAreOfTheSameContent(TestPictures pictures) throws IOException {
        Studio studio = new Studio(data, SealAlgorithm.ED25519, Studio.keys(data, CipherAlgorithm.AES_256_GCM));
        List<byte[]> sent = pictures.encoded(TestPictures.moving("320x240", 2));
        studio.plays(1, pictures.codec(), pictures.packets(sent, 1, 1, 0));
        studio.runUntil(3 * SECOND);
        Manifest manifest = studio.sealed(3 * SECOND);
        Path plain = data.resolve("plain.webm");
        try (SourceContent content =
                        studio.folder.content(manifest, manifest.sources().getFirst());
                var out = Files.newOutputStream(plain)) {
            content.copy(out);
        }
        assertThat(TestMedia.frames(plain)).isEqualTo(50);
        assertThat(TestMedia.complaints(plain)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void onlyAFileOfWhatWebmHasSaysItIsWebm(TestPictures pictures) throws IOException {
        Studio studio = new Studio(data);
        List<byte[]> sent = pictures.encoded(TestPictures.moving("320x240", 1));
        studio.plays(1, pictures.codec(), pictures.packets(sent, 1, 1, 0));
        studio.runUntil(2 * SECOND);
        RecordedSource source = studio.sealed(2 * SECOND).sources().getFirst();
        String head = new String(Files.readAllBytes(studio.file(1)), 0, 60, StandardCharsets.ISO_8859_1);
        String type = pictures == TestPictures.H264 ? "matroska" : "webm";
        assertThat(head).contains(type);
        assertThat(source.contentType()).isEqualTo("video/" + type);
    }

    private static SourcePacket arriving(SourcePacket packet, long nanos) {
        return new SourcePacket(packet.sequence(), packet.timestamp(), packet.marker(), packet.payload(), nanos);
    }
}
