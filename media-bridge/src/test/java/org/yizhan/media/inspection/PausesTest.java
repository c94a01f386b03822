package org.yizhan.media.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.PausedMeeting;
import org.yizhan.media.recording.Replay;

/// What was not to be recorded is not there, the manifest says who wanted it so, and nobody calls it a hole.
class PausesTest {

    private static final long A_LITTLE_MS = 150;

    @TempDir
    Path data;

    private static void restsBetween(Manifest manifest, long from, long to) {
        assertThat(manifest.sources())
                .isNotEmpty()
                .noneMatch(source -> source.startMs() < to - A_LITTLE_MS && source.endMs() > from + A_LITTLE_MS);
        assertThat(Holes.flaws(Replay.alone(manifest))).isEmpty();
    }

    @Test
    void nothingIsWrittenInAPauseAndTheManifestSaysWhoAndWhy() throws IOException {
        Manifest manifest = PausedMeeting.in(data, 0, 7);
        assertThat(manifest.pauses()).containsExactly(new Manifest.Span(3000, 7000L, PausedMeeting.OFFICER, "private"));
        assertThat(manifest.durationMs()).isEqualTo(12_000);
        restsBetween(manifest, 3000, 7000);
        assertThat(manifest.sources()).anyMatch(source -> source.endMs() > 11_000);
    }

    @Test
    void whoIsKilledInAPauseIsPausedStillWhenItComesBack() throws IOException {
        Manifest manifest = PausedMeeting.in(data, 5, 8);
        assertThat(manifest.parts()).hasSize(2);
        assertThat(manifest.pauses()).hasSize(2).allSatisfy(pause -> {
            assertThat(pause.by()).isEqualTo(PausedMeeting.OFFICER);
            assertThat(pause.endMs()).isNotNull();
        });
        assertThat(manifest.pauses().getFirst().startMs()).isEqualTo(3000);
        assertThat(manifest.pauses().getLast().endMs()).isEqualTo(8000);
        restsBetween(manifest, 3000, 8000);
    }

    @Test
    void aPauseLastsToTheEndWhenNobodyEndsIt() throws IOException {
        Manifest manifest = PausedMeeting.in(data, 0, 0);
        assertThat(manifest.pauses())
                .containsExactly(new Manifest.Span(3000, 12_000L, PausedMeeting.OFFICER, "private"));
        restsBetween(manifest, 3000, 12_000);
    }
}
