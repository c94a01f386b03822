package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yizhan.media.recording.cipher.CipherAlgorithm;
import org.yizhan.media.recording.evidence.SealAlgorithm;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.RecordingId;

/// What lies on the disk is unreadable without the key, and the same recording with it.
class EncryptedRecordingTest {

    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path data;

    private Studio studio(@Nullable CipherAlgorithm algorithm) throws IOException {
        Studio studio = new Studio(data, SealAlgorithm.ED25519, Studio.keys(data, algorithm));
        studio.plays(1, SourceKind.MICROPHONE, TestMedia.audio(TestMedia.beeps(5), 1, 1, 0));
        studio.plays(2, SourceKind.CAMERA, TestMedia.video(TestMedia.flashes(5), 1, 1, 0));
        studio.runUntil(6 * SECOND);
        return studio;
    }

    private Path plain(Studio studio, int source) throws IOException {
        List<Path> written = PlainCopy.write(
                studio.folder.of(studio.id),
                Files.createTempDirectory(data, "plain"),
                new PlainCopy.Keys(data, null, null, null));
        return written.get(source - 1);
    }

    @ParameterizedTest
    @EnumSource
    void itPlaysAsIfItHadNeverBeenEncrypted(CipherAlgorithm algorithm) throws IOException {
        Studio studio = studio(algorithm);
        Manifest sealed = studio.sealed(6 * SECOND);
        assertThat(Objects.requireNonNull(sealed.encryption()).algorithm()).isEqualTo(algorithm.word());
        assertThat(Verifier.verify(studio.folder.of(studio.id), studio.key.publicKey()))
                .isEmpty();
        for (RecordedSource source : sealed.sources()) {
            byte[] stored = Files.readAllBytes(studio.folder.of(studio.id).resolve(source.file()));
            assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("OpusHead", "V_VP8", "webm");
            Path file = plain(studio, source.n());
            assertThat(Files.size(file)).isEqualTo(source.bytes());
            assertThat(TestMedia.complaints(file)).isEmpty();
            assertThat(TestMedia.durationSeconds(file) * 1000).isEqualTo(source.durationMs());
        }
        assertThat(TestMedia.beepTimes(plain(studio, 1))).hasSize(2);
        assertThat(TestMedia.flashTimes(plain(studio, 2))).hasSize(2);
        // Jumping by the cues lands where it should.
        byte[] sought = TestMedia.run(
                "ffmpeg", "-v", "error", "-ss", "3.5", "-i", plain(studio, 2).toString(), "-f", "framemd5", "-");
        assertThat(new String(sought, StandardCharsets.US_ASCII).lines().filter(line -> !line.startsWith("#")))
                .hasSizeBetween(35, 39);
    }

    @Test
    void anyRangeIsWhatTheWholeHasThere() throws IOException {
        Studio studio = studio(CipherAlgorithm.AES_256_GCM);
        Manifest sealed = studio.sealed(6 * SECOND);
        try (SourceContent content =
                studio.folder.content(sealed, sealed.sources().get(1))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            content.copy(out);
            byte[] whole = out.toByteArray();
            assertThat(whole).hasSize((int) content.length());
            Random random = new Random();
            for (int i = 0; i < 200; i++) {
                int at = random.nextInt(whole.length);
                ByteBuffer part = ByteBuffer.allocate(1 + random.nextInt(70_000));
                int read = content.read(at, part);
                assertThat(read).isPositive();
                assertThat(Arrays.copyOf(part.array(), read)).isEqualTo(Arrays.copyOfRange(whole, at, at + read));
            }
            assertThat(content.read(whole.length, ByteBuffer.allocate(9))).isZero();
        }
    }

    @Test
    void whileItIsWrittenItPlaysAsFarAsItIs() throws IOException {
        Studio studio = studio(CipherAlgorithm.AES_256_GCM);
        Path file = plain(studio, 2);
        assertThat(TestMedia.complaints(file)).isEmpty();
        assertThat(TestMedia.frames(file)).isGreaterThan(90);
    }

    @Test
    void aPieceOpensAtItsOwnPlaceOnly() throws IOException {
        Studio studio = studio(CipherAlgorithm.AES_256_GCM);
        Manifest sealed = studio.sealed(6 * SECOND);
        Path folder = studio.folder.of(studio.id);
        Path sound = folder.resolve(sealed.sources().getFirst().file());
        Files.copy(folder.resolve(sealed.sources().get(1).file()), sound, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> plain(studio, 1)).hasMessageContaining("not what was stored there");
        assertThat(Verifier.verify(folder, studio.key.publicKey())).isNotEmpty();
    }

    @Test
    void aNewMasterKeyWrapsEveryKeyAndTheOldOneMayGo() throws IOException {
        Studio studio = studio(CipherAlgorithm.AES_256_GCM);
        Manifest sealed = studio.sealed(6 * SECOND);
        Path masters = data.resolve(RecordingSettings.MASTER_KEYS);
        String first = Files.readString(masters);
        String second = "ab".repeat(32);
        Files.writeString(masters, second + "\n" + first);
        assertThat(Studio.keys(data, CipherAlgorithm.AES_256_GCM).rotate()).isEqualTo(1);
        assertThat(Studio.keys(data, CipherAlgorithm.AES_256_GCM).rotate()).isZero();
        Files.writeString(masters, second);
        assertThat(TestMedia.complaints(plain(studio, 2))).isEmpty();
        Files.writeString(masters, first);
        assertThatThrownBy(() -> Studio.keys(data, null).of(sealed, 1)).hasMessageContaining("is not here");
    }

    @Test
    void withoutItsKeyItIsUnreadableAndStillVerifies() throws IOException {
        Studio studio = studio(CipherAlgorithm.SM4_GCM);
        Manifest sealed = studio.sealed(6 * SECOND);
        assertThat(studio.folder.keys().destroy(studio.id)).isTrue();
        assertThatThrownBy(() -> studio.folder.content(sealed, sealed.sources().getFirst()))
                .isInstanceOf(KeyMissing.class);
        assertThatThrownBy(() -> plain(studio, 1)).isInstanceOf(KeyMissing.class);
        assertThat(Verifier.verify(studio.folder.of(studio.id), studio.key.publicKey()))
                .isEmpty();
    }

    @Test
    void whatWasBegunWithoutEncryptionGoesOnWithout() throws IOException {
        Studio studio = studio(null);
        Manifest sealed = studio.sealed(6 * SECOND);
        assertThat(sealed.encryption()).isNull();
        RecordingFolder later =
                new RecordingFolder(studio.folder.root(), Studio.keys(data, CipherAlgorithm.AES_256_GCM));
        Recording next =
                Recording.open(later, Studio.settings(), studio.begun(Studio.START.plusSeconds(60)), 9 * SECOND);
        assertThat(next.close(12 * SECOND).encryption()).isNull();
        assertThat(TestMedia.complaints(plain(studio, 2))).isEmpty();
    }

    @Test
    void whoIsKilledBeforeTheFirstManifestHasBegunAllTheSame() throws IOException {
        Studio studio = studio(CipherAlgorithm.AES_256_GCM);
        RecordingFolder folder = studio.folder;
        Manifest begun = Manifest.begun(
                RecordingId.random(),
                studio.begun(Studio.START).consultation(),
                null,
                null,
                studio.begun(Studio.START).scope(),
                Studio.START);
        folder.mark(begun);
        assertThat(folder.recall(begun.recording())).isTrue();
        Manifest left = studio.finishing.interrupted(begun.recording());
        assertThat(left.state()).isEqualTo(Manifest.State.INTERRUPTED);
        assertThat(left.startedAt()).isEqualTo(Studio.START);
        // Continued, it gets the key that it never came to.
        Recording next = Recording.open(folder, Studio.settings(), begun, 9 * SECOND);
        assertThat(next.manifest().encryption()).isNotNull();
        assertThat(next.manifest().parts()).hasSize(2);
    }
}
