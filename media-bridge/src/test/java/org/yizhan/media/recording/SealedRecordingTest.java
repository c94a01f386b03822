package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.media.recording.evidence.Fragment;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.rtp.Codec;
import org.yizhan.protocol.bridge.SourceKind;

/// What was sealed cannot be changed without it showing, and where.
class SealedRecordingTest {

    private static final long SECOND = 1_000_000_000;

    /// Random places at which a bit is flipped, in each kind of file; `-Dyizhan.flips=` says how many.
    private static final int FLIPS = Integer.getInteger("yizhan.flips", 60);

    @TempDir
    Path data;

    private Studio studio;
    private Manifest sealed;
    private Path folder;
    private final Map<String, byte[]> pristine = new HashMap<>();

    @BeforeEach
    void aSealedRecording() throws IOException {
        studio = new Studio(data);
        List<byte[]> sound = TestMedia.beeps(4);
        studio.plays(1, SourceKind.MICROPHONE, TestMedia.audio(sound, 1, 1, 0));
        studio.plays(2, SourceKind.MICROPHONE, TestMedia.audio(sound, 1, 1, SECOND / 2));
        studio.runUntil(5 * SECOND);
        sealed = studio.sealed(5 * SECOND);
        folder = studio.folder.of(studio.id);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                pristine.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
    }

    @Test
    void asItWasSealedNothingIsFound() throws IOException {
        assertThat(Verifier.verify(folder, studio.key.publicKey())).isEmpty();
    }

    @Test
    void oneFlippedByteOfAFileIsNamedWithItsSourceFragmentAndPlace() throws IOException {
        Random random = new Random();
        List<Fragment> log = FragmentLog.fragments(folder);
        for (int i = 0; i < FLIPS; i++) {
            int n = 1 + random.nextInt(2);
            Path file = studio.file(n);
            long at = random.nextLong(Files.size(file));
            flip(file, at, random);
            List<Finding> findings = Verifier.verify(folder, studio.key.publicKey());
            assertThat(findings).as("byte %d of %s", at, file.getFileName()).hasSize(1);
            Finding finding = findings.getFirst();
            assertThat(finding.file()).isEqualTo(file.getFileName().toString());
            assertThat(finding.source()).isEqualTo(n);
            assertThat(at).isGreaterThanOrEqualTo(finding.from()).isLessThan(finding.to());
            assertThat(finding.to() - finding.from()).isLessThan(20_000);
            List<Fragment> own = log.stream().filter(f -> f.source() == n).toList();
            if (finding.kind() == Finding.Kind.FRAGMENT_CHANGED) {
                assertThat(own.get(finding.fragment() - 1).offset()).isEqualTo(finding.from());
            }
            Files.write(file, pristine.get(file.getFileName().toString()));
        }
        assertThat(Verifier.verify(folder, studio.key.publicKey())).isEmpty();
    }

    @Test
    void oneFlippedByteOfTheManifestIsFoundWhereverItIs() throws IOException {
        Random random = new Random();
        Path file = folder.resolve("manifest.json");
        for (int i = 0; i < FLIPS; i++) {
            long at = random.nextLong(Files.size(file));
            flip(file, at, random);
            assertThat(Verifier.verify(folder, studio.key.publicKey()))
                    .as("byte %d of %s", at, Files.readString(file, StandardCharsets.ISO_8859_1))
                    .extracting(Finding::file)
                    .contains("manifest.json");
            Files.write(file, pristine.get("manifest.json"));
        }
    }

    @Test
    void oneFlippedByteOfTheSealIsFoundWhereverItIs() throws IOException {
        Random random = new Random();
        Path file = folder.resolve("manifest.json");
        String text = Files.readString(file);
        int from = text.indexOf("\"seal\"");
        int to = text.indexOf("\"earlierSeals\"");
        for (int i = 0; i < FLIPS; i++) {
            flip(file, from + random.nextLong(to - from), random);
            assertThat(Verifier.verify(folder, studio.key.publicKey()))
                    .extracting(Finding::file)
                    .contains("manifest.json");
            Files.write(file, pristine.get("manifest.json"));
        }
        Path key = folder.resolve(Verifier.KEY_BESIDE);
        for (int i = 0; i < FLIPS / 10; i++) {
            flip(key, random.nextLong(Files.size(key)), random);
            assertThat(Verifier.verify(folder, studio.key.publicKey())).isEmpty();
            Files.write(key, pristine.get(Verifier.KEY_BESIDE));
        }
    }

    @Test
    void oneFlippedByteOfTheLogIsNamedWithItsLine() throws IOException {
        Random random = new Random();
        Path file = folder.resolve(FragmentLog.FILE);
        for (int i = 0; i < FLIPS; i++) {
            long at = random.nextLong(Files.size(file));
            flip(file, at, random);
            Finding first = Verifier.verify(folder, studio.key.publicKey()).getFirst();
            assertThat(first.file()).isEqualTo(FragmentLog.FILE);
            assertThat(at).isGreaterThanOrEqualTo(first.from()).isLessThan(first.to());
            Files.write(file, pristine.get(FragmentLog.FILE));
        }
    }

    @Test
    void aFragmentTakenOutOfTheLogShows() throws IOException {
        Path log = folder.resolve(FragmentLog.FILE);
        List<String> lines = Files.readAllLines(log);
        lines.remove(3);
        Files.write(log, lines);
        assertThat(Verifier.verify(folder, studio.key.publicKey()))
                .anyMatch(it -> it.kind() == Finding.Kind.CHAIN_BROKEN && it.fragment() == 4);
    }

    @Test
    void aForgedRecordingSealedWithAnotherKeyShows() throws IOException {
        SealKey other = SealKey.at(data.resolve("keys/other.pem"));
        Files.writeString(
                folder.resolve("manifest.json"),
                Files.readString(folder.resolve("manifest.json")).replace("\"sealed\"", "\"writing\""));
        new Finishing(studio.folder, other)
                .seal(Objects.requireNonNull(studio.folder.manifest(studio.id)), Studio.START);
        assertThat(Verifier.verify(folder, studio.key.publicKey()))
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.OTHER_KEY);
        assertThat(Verifier.verify(folder, other.publicKey())).isEmpty();
    }

    @Test
    void theChainJoinsAllSourcesInTheOrderOfWriting() throws IOException {
        List<Fragment> log = FragmentLog.fragments(folder);
        assertThat(log.stream().map(Fragment::source).distinct()).containsExactlyInAnyOrder(1, 2);
        assertThat(log.stream().map(Fragment::source).toList().subList(0, 4)).contains(1, 2);
        assertThat(log.getLast().chain()).isEqualTo(sealed.chainHead());
        assertThat(log).allMatch(fragment -> fragment.endMs() - fragment.startMs() <= 1000);
    }

    @Test
    void theKeyIsMadeOnceAndReadByItsOwnerOnly() throws IOException {
        Path file = data.resolve("keys/key.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SealKey.at(file).id()).isEqualTo(studio.key.id());
        assertThat(sealed.seal()).isNotNull().extracting(Manifest.Seal::keyId).isEqualTo(studio.key.id());
    }

    @Test
    void mendingAndSealingAgainChangesNothing() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("manifest.json"));
        byte[] file = Files.readAllBytes(studio.file(1));
        studio.finishing.seal(studio.finishing.interrupted(studio.id), Studio.START.plusSeconds(99));
        assertThat(Files.readAllBytes(folder.resolve("manifest.json"))).isEqualTo(before);
        assertThat(Files.readAllBytes(studio.file(1))).isEqualTo(file);
    }

    @Test
    void aSealedRecordingMayBeContinuedAndKeepsItsFirstSeal() throws IOException {
        Recording next = Recording.open(
                studio.folder, Studio.settings(), studio.begun(Studio.START.plusSeconds(60)), 9 * SECOND);
        next.opened(
                1,
                new Recording.Feed(studio.member, "booth", SourceKind.MICROPHONE, Codec.OPUS, need -> {}),
                9 * SECOND);
        for (SourcePacket packet : TestMedia.audio(TestMedia.beeps(2), 1, 1, 9 * SECOND)) {
            next.packet(1, packet);
        }
        next.close(12 * SECOND);
        Manifest again = studio.finishing.seal(studio.finishing.interrupted(studio.id), Studio.START.plusSeconds(70));
        assertThat(again.earlierSeals()).containsExactly(sealed.seal());
        assertThat(again.parts()).hasSize(2);
        assertThat(again.sources()).hasSize(3);
        assertThat(again.sources().getLast().startMs()).isEqualTo(60_000);
        assertThat(again.durationMs()).isEqualTo(63_000);
        assertThat(again.interrupted()).isFalse();
        assertThat(Verifier.verify(folder, studio.key.publicKey())).isEmpty();
    }

    /// A power cut: the log's last lines are zeros, one file's end is gone, the other's is not.
    @Test
    void whatAPowerCutTookIsCutOffAndTheRestIsSealed() throws IOException {
        Studio cut = new Studio(data.resolve("cut"));
        List<byte[]> sound = TestMedia.beeps(6);
        cut.plays(1, SourceKind.MICROPHONE, TestMedia.audio(sound, 1, 1, 0));
        cut.plays(2, SourceKind.MICROPHONE, TestMedia.audio(sound, 1, 1, SECOND / 2));
        cut.runUntil(8 * SECOND);
        Path cutFolder = cut.folder.of(cut.id);
        Path log = cutFolder.resolve(FragmentLog.FILE);
        List<Fragment> logged = FragmentLog.fragments(cutFolder);
        try (RandomAccessFile file = new RandomAccessFile(cut.file(1).toFile(), "rw")) {
            file.setLength(file.length() - 3000);
        }
        byte[] text = Files.readAllBytes(log);
        Arrays.fill(text, text.length - 40, text.length, (byte) 0);
        Files.write(log, text);

        Manifest mended = cut.finishing.interrupted(cut.id);
        cut.finishing.seal(mended, Studio.START);
        assertThat(Verifier.verify(cutFolder, cut.key.publicKey())).isEmpty();
        assertThat(FragmentLog.fragments(cutFolder))
                .hasSizeLessThan(logged.size())
                .hasSizeGreaterThan(8);
        assertThat(mended.sources().getFirst().durationMs()).isBetween(3000L, 5900L);
        assertThat(mended.sources().getLast().durationMs()).isGreaterThan(5000);
        for (RecordedSource source : mended.sources()) {
            assertThat(TestMedia.complaints(cut.file(source.n()))).isEmpty();
        }
    }

    private static void flip(Path file, long at, Random random) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int value = bytes.read();
            bytes.seek(at);
            bytes.write(value ^ 1 << random.nextInt(8));
        }
    }
}
