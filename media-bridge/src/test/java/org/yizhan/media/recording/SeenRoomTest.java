package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.media.room.LineGrade;
import org.yizhan.media.room.View;
import org.yizhan.protocol.bridge.SlotFill;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// How lines fared and who was shown what, in the manifest.
class SeenRoomTest {

    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path data;

    private final MemberId officer = MemberId.random();
    private Studio studio;

    @BeforeEach
    void aMeeting() throws IOException {
        studio = new Studio(data);
        studio.plays(1, SourceKind.MICROPHONE, TestMedia.audio(TestMedia.beeps(40), 1, 1, 0));
    }

    private void measured(int second, int lostOf1000) {
        studio.measures(second * SECOND, List.of(LineHistoryTest.line(studio.member, lostOf1000)));
    }

    private List<View> views(SourceKind kind) {
        return List.of(new View(officer, "officer", List.of(new SlotFill(3, studio.member, kind))));
    }

    @Test
    void linesAndViewsAreSealedWithTheRest() throws IOException {
        studio.shows(0, views(SourceKind.CAMERA));
        studio.shows(12 * SECOND, views(SourceKind.DOCUMENT));
        studio.shows(30 * SECOND, List.of());
        measured(5, 0);
        measured(10, 80);
        measured(15, 90);
        studio.runUntil(40 * SECOND);
        Manifest sealed = studio.sealed(40 * SECOND);

        assertThat(sealed.quality()).extracting(LineStretch::grade).containsExactly(LineGrade.GOOD, LineGrade.POOR);
        assertThat(sealed.quality().getLast().startMs()).isEqualTo(5_000);
        assertThat(sealed.slots()).extracting(ShownView::atMs).containsExactly(0L, 12_000L, 30_000L);
        assertThat(sealed.slots().getLast().shows()).isEmpty();
        Path folder = studio.folder.of(studio.id);
        assertThat(Verifier.verify(folder, studio.key.publicKey())).isEmpty();
        assertThat(studio.folder.manifest(studio.id)).isEqualTo(sealed);

        Path file = folder.resolve("manifest.json");
        byte[] pristine = Files.readAllBytes(file);
        String text = Files.readString(file);
        for (int at = text.indexOf("\"quality\""); at < text.indexOf("\"failure\""); at += 7) {
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.seek(at);
                bytes.write(pristine[at] ^ 2);
            }
            assertThat(Verifier.verify(folder, studio.key.publicKey()))
                    .as("byte %d", at)
                    .isNotEmpty();
            Files.write(file, pristine);
        }
    }

    @Test
    void nothingOfAPauseIsKept() throws IOException {
        studio.shows(0, views(SourceKind.CAMERA));
        measured(5, 0);
        studio.pauses(8 * SECOND, true);
        studio.shows(9 * SECOND, views(SourceKind.SCREEN));
        studio.shows(11 * SECOND, views(SourceKind.DOCUMENT));
        measured(10, 80);
        measured(15, 80);
        studio.pauses(18 * SECOND, false);
        measured(20, 80);
        measured(25, 0);
        studio.runUntil(30 * SECOND);
        Manifest sealed = studio.sealed(30 * SECOND);
        assertThat(sealed.quality())
                .extracting(it -> it.startMs() / 1000 + "-" + it.endMs() / 1000 + " " + it.grade())
                .containsExactly("0-5 GOOD", "20-25 GOOD");
        assertThat(sealed.slots())
                .extracting(it -> it.atMs() + " " + it.shows().getFirst().source())
                .containsExactly("0 CAMERA", "18000 DOCUMENT");
    }

    @Test
    void aKilledWritersLinesStayAndTheNextOneAddsToThem() throws IOException {
        measured(5, 0);
        measured(10, 0);
        // The manifest is written at least every ten seconds.
        studio.killedAndContinued(22 * SECOND);
        measured(28, 80);
        studio.runUntil(40 * SECOND);
        Manifest sealed = studio.sealed(40 * SECOND);
        assertThat(sealed.parts()).hasSize(2);
        assertThat(sealed.quality())
                .extracting(it -> it.startMs() / 1000 + "-" + it.endMs() / 1000 + " " + it.grade())
                .containsExactly("0-10 GOOD", "23-28 POOR");
    }

    /// A recording of before had neither, and nobody may write its manifest otherwise.
    @Test
    void whereNothingIsKnownNothingIsWritten() throws IOException {
        studio.runUntil(2 * SECOND);
        studio.sealed(2 * SECOND);
        String text = Files.readString(studio.folder.of(studio.id).resolve("manifest.json"));
        assertThat(text).doesNotContain("\"quality\"").doesNotContain("\"slots\"");
        assertThat(Verifier.verify(studio.folder.of(studio.id), studio.key.publicKey()))
                .isEmpty();
    }

    @Test
    void twoHoursOfTwoLinesThatSwingMakeASmallManifest() throws IOException {
        Manifest manifest = studio.begun(Studio.START);
        LineHistory history = new LineHistory(List.of());
        for (int look = 1; look <= 2 * 720; look++) {
            // Every minute five seconds of loss, as a busy line has them.
            history.add(LineHistoryTest.line(studio.member, look % 12 == 0 ? 70 : 0), look * 5_000L);
            history.add(LineHistoryTest.line(officer, look % 12 == 6 ? 30 : 0), look * 5_000L);
        }
        byte[] text = ManifestText.of(manifest.seen(history.stretches(), List.of()));
        assertThat(text.length).isLessThan(300_000);
    }
}
