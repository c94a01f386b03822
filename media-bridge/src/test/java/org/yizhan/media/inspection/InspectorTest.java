package org.yizhan.media.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yizhan.media.recording.Finding;
import org.yizhan.media.recording.Inspection;
import org.yizhan.media.recording.Inspection.Code;
import org.yizhan.media.recording.Inspection.Flaw;
import org.yizhan.media.recording.Inspection.Verdict;
import org.yizhan.media.recording.PlantedFault;
import org.yizhan.media.recording.Replay;
import org.yizhan.media.recording.TestPictures;

/// Each fault that is planted is found, and nothing else.
class InspectorTest {

    @TempDir
    Path data;

    private Inspection inspect(PlantedFault fault) throws IOException, InterruptedException {
        return inspect(fault, "ffmpeg");
    }

    private Inspection inspect(PlantedFault fault, String decoder) throws IOException, InterruptedException {
        Inspection seen = inspect(fault.in(data), decoder);
        System.out.println(fault + ": " + seen);
        return seen;
    }

    private static Inspection inspect(PlantedFault.Made made, String decoder) throws IOException, InterruptedException {
        List<String> seal = made.view().verify().stream().map(Finding::en).toList();
        return new Inspector(new Decoder(decoder, 60), Clock.systemUTC())
                .inspect(Replay.alone(made.manifest()), seal, made.view()::open);
    }

    private static void only(Inspection seen, Code code, int source) {
        assertThat(seen.verdict()).isEqualTo(Verdict.FLAWED);
        assertThat(seen.flaws()).extracting(Flaw::code).containsExactly(code);
        assertThat(seen.flaws().getFirst().source()).isEqualTo(source);
    }

    @Test
    void nothingIsFoundWhereNothingIsWrong() throws Exception {
        Inspection seen = inspect(PlantedFault.NONE);
        assertThat(seen.flaws()).isEmpty();
        assertThat(seen.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(seen.pictures()).isEqualTo("all");
    }

    @ParameterizedTest
    @EnumSource
    void picturesOfEveryCodecAreLookedThrough(TestPictures camera) throws Exception {
        Inspection right = inspect(PlantedFault.NONE.in(data.resolve("right"), camera), "ffmpeg");
        assertThat(right.flaws()).isEmpty();
        assertThat(right.verdict()).isEqualTo(Verdict.PASSED);
        only(inspect(PlantedFault.FROZEN_TRACK.in(data.resolve("frozen"), camera), "ffmpeg"), Code.FROZEN_TRACK, 2);
    }

    @Test
    void aSilentTrackIsFound() throws Exception {
        only(inspect(PlantedFault.SILENT_TRACK), Code.SILENT_TRACK, 1);
    }

    @Test
    void aBlackTrackIsFound() throws Exception {
        only(inspect(PlantedFault.BLACK_TRACK), Code.BLACK_TRACK, 2);
    }

    @Test
    void aFrozenTrackIsFound() throws Exception {
        only(inspect(PlantedFault.FROZEN_TRACK), Code.FROZEN_TRACK, 2);
    }

    @Test
    void aSkewOfHalfASecondIsFoundInBothDirections() throws Exception {
        Inspection late = inspect(PlantedFault.LATE_SOUND);
        // The camera was there first.
        only(late, Code.SKEW, 2);
        assertThat(Long.parseLong(late.flaws().getFirst().detail())).isBetween(440L, 560L);
        Inspection early = inspect(PlantedFault.EARLY_SOUND);
        only(early, Code.SKEW, 1);
        assertThat(Long.parseLong(early.flaws().getFirst().detail())).isBetween(-560L, -440L);
    }

    @Test
    void aHoleOfThreeSecondsIsFoundInSoundAndPicture() throws Exception {
        Inspection seen = inspect(PlantedFault.HOLE);
        assertThat(seen.verdict()).isEqualTo(Verdict.FLAWED);
        assertThat(seen.flaws()).extracting(Flaw::code).containsOnly(Code.HOLE);
        for (int source = 1; source <= 2; source++) {
            int n = source;
            assertThat(seen.flaws()).anySatisfy(flaw -> {
                assertThat(flaw.source()).isEqualTo(n);
                assertThat(flaw.fromMs()).isBetween(5800L, 6200L);
                assertThat(flaw.toMs()).isBetween(8800L, 10_200L);
            });
        }
    }

    @Test
    void whatWasChangedAfterTheSealFails() throws Exception {
        Inspection seen = inspect(PlantedFault.CHANGED);
        assertThat(seen.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(seen.flaws()).extracting(Flaw::code).contains(Code.SEAL_BROKEN);
    }

    @Test
    void whatDoesNotPlayFails() throws Exception {
        Inspection seen = inspect(PlantedFault.CUT);
        assertThat(seen.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(seen.flaws()).extracting(Flaw::code).contains(Code.UNPLAYABLE);
    }

    @Test
    void withoutADecoderItSaysThatItDoesNotKnow() throws Exception {
        Inspection seen =
                inspect(PlantedFault.NONE, data.resolve("no-such-program").toString());
        assertThat(seen.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(seen.pictures()).isEqualTo("none");
    }
}
