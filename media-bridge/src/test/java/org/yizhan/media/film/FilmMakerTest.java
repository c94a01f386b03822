package org.yizhan.media.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.media.recording.FilmedMeeting;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.RecordedSource;
import org.yizhan.media.recording.Replay;
import org.yizhan.media.recording.Take;

/// A film shows who was there, the paper large while it was shared, and a second of it is a second of the meeting.
class FilmMakerTest {

    private static final String RED = "red";
    private static final String BLUE = "blue";
    private static final String GREEN = "green";
    private static final String DARK = "dark";

    @TempDir
    static Path data;

    private static FilmedMeeting meeting;
    private static FilmMaker.Made made;
    private static Path stored = Path.of("");
    private static Path film = Path.of("");
    private static final AtomicLong LAST = new AtomicLong();

    private static FilmMaker maker() {
        return new FilmMaker(new Ffmpeg("ffmpeg"), ZoneId.of("Asia/Shanghai"));
    }

    @BeforeAll
    static void make() throws Exception {
        meeting = FilmedMeeting.in(data);
        stored = data.resolve("film.webm");
        made = maker().make(
                        Replay.alone(meeting.manifest()),
                        meeting::open,
                        meeting.filmEnvelope(),
                        stored,
                        () -> false,
                        LAST::set);
        film = meeting.plain(stored);
    }

    @Test
    void itIsAsLongAsTheMeetingAndPlaysToItsEnd() throws IOException {
        assertThat(FilmedMeeting.complaints(film)).isEmpty();
        double seconds = meeting.manifest().durationMs() / 1000.0;
        assertThat(FilmedMeeting.durationSeconds(film)).isBetween(seconds - 0.05, seconds + 0.05);
        assertThat(LAST.get())
                .isBetween(
                        meeting.manifest().durationMs() - 80, meeting.manifest().durationMs());
        assertThat(made.missing()).isEmpty();
        assertThat(made.bytes()).isEqualTo(Files.size(stored));
    }

    @Test
    void facesAreSideBySideAndThePaperIsLargeWhileItIsShared() throws IOException {
        // The booth alone, in the middle, before the officer comes.
        assertThat(colours(0.5, 640, 340)).containsExactly(RED);
        assertThat(colours(2.5, 300, 340, 900, 340)).containsExactly(RED, BLUE);
        // Resident above officer, beside the paper.
        assertThat(colours(4.5, 480, 340, 1120, 120, 1120, 360)).containsExactly(GREEN, RED, BLUE);
        assertThat(colours(6.6, 300, 340, 900, 340)).containsExactly(RED, BLUE);
        // A camera starts again at its next key frame.
        assertThat(colours(11.5, 300, 340, 900, 340)).containsExactly(RED, BLUE);
    }

    @Test
    void aPauseIsACardAndNothingIsHeardOfIt() throws IOException {
        byte[] picture = picture(8);
        assertThat(colour(picture, 300, 100)).isEqualTo(DARK);
        assertThat(brightest(picture, 280, 240, 720, 200)).isGreaterThan(180);
        assertThat(FilmedMeeting.beepTimes(film)).noneMatch(at -> at > 7.05 && at < 8.95);
    }

    @Test
    void bothAreHeardInTheOrderInWhichTheySpoke() throws IOException {
        List<Double> beeps = FilmedMeeting.beepTimes(film);
        // Odd seconds are the booth's, even ones the officer's.
        List<Double> expected = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 10.0, 11.0);
        for (double at : expected) {
            assertThat(beeps).anyMatch(beep -> Math.abs(beep - at) < 0.1);
        }
        assertThat(beeps).isSorted();
    }

    @Test
    void dateAndTimeOfTheMeetingAreInThePicture() throws IOException {
        assertThat(brightest(picture(2.5), 18, 690, 460, 24)).isGreaterThan(180);
        byte[] first = line(picture(0.5));
        assertThat(line(picture(0.9))).isEqualTo(first);
        assertThat(line(picture(1.5))).isNotEqualTo(first);
    }

    @Test
    void itSaysWhichRecordingItIsOf() throws IOException {
        String tags = new String(
                FilmedMeeting.run("ffprobe", "-v", "error", "-show_entries", "format_tags", film.toString()),
                StandardCharsets.UTF_8);
        assertThat(tags)
                .contains(meeting.manifest().recording().toString())
                .contains(meeting.manifest().chainHead());
    }

    @Test
    void onTheDiskItIsUnreadable() throws IOException {
        assertThat(new String(Files.readAllBytes(stored), StandardCharsets.ISO_8859_1))
                .doesNotContain("OpusHead", "V_VP8", "webm", meeting.manifest().chainHead());
    }

    @Test
    void whoNoLongerWantsItIsObeyedAtOnce() {
        AtomicLong asked = new AtomicLong();
        assertThatThrownBy(() -> maker().make(
                                Replay.alone(meeting.manifest()),
                                meeting::open,
                                meeting.filmEnvelope(),
                                data.resolve("unwanted.webm"),
                                () -> asked.incrementAndGet() > 10,
                                _ -> {}))
                .isInstanceOf(FilmMaker.Stopped.class);
        assertThat(asked.get()).isEqualTo(11);
    }

    @Test
    void anEncoderThatFailsSaysSo() {
        assertThatThrownBy(() -> new FilmMaker(new Ffmpeg("false"), ZoneId.of("UTC"))
                        .make(
                                Replay.alone(meeting.manifest()),
                                meeting::open,
                                meeting.filmEnvelope(),
                                data.resolve("none.webm"),
                                () -> false,
                                _ -> {}))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsPlayedOfASourceIsSeenAndHeardOnlyThen() throws Exception {
        Manifest whole = meeting.beginning(3500);
        List<Take> takes = new ArrayList<>();
        for (RecordedSource source : whole.sources()) {
            if (!source.label().equals("booth")) {
                takes.add(new Take(source.n(), source.startMs(), source.endMs()));
            } else {
                takes.add(new Take(source.n(), Math.max(2400, source.startMs()), source.endMs()));
            }
        }
        Path part = data.resolve("takes.webm");
        maker().make(new Replay(whole, takes), meeting::open, meeting.filmEnvelope(), part, () -> false, _ -> {});
        Path shown = meeting.plain(part);
        assertThat(FilmedMeeting.beepTimes(shown)).noneMatch(at -> at < 1.5).anyMatch(at -> Math.abs(at - 3) < 0.1);
        assertThat(colour(picture(shown, 1.5), 640, 340)).isNotEqualTo(RED);
        assertThat(colour(picture(shown, 2.8), 300, 340)).isEqualTo(RED);
    }

    @Test
    void aSourceThatCannotBeReadIsNamedAndTheRestIsShown() throws Exception {
        Path file = data.resolve("part.webm");
        FilmMaker.Made part = maker().make(
                        Replay.alone(meeting.beginning(2500)),
                        source -> {
                            if (source.n() == camera(meeting.manifest())) {
                                throw new IOException("gone");
                            }
                            return meeting.open(source);
                        },
                        meeting.filmEnvelope(),
                        file,
                        () -> false,
                        _ -> {});
        assertThat(part.missing()).containsExactly(camera(meeting.manifest()));
    }

    private static int camera(Manifest manifest) {
        return manifest.sources().stream()
                .filter(it -> it.label().equals("officer") && !it.kind().isAudio())
                .findFirst()
                .orElseThrow()
                .n();
    }

    private static List<String> colours(double at, int... places) throws IOException {
        byte[] picture = picture(at);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < places.length; i += 2) {
            seen.add(colour(picture, places[i], places[i + 1]));
        }
        return seen;
    }

    private static byte[] picture(double at) throws IOException {
        return picture(film, at);
    }

    /// Seeks, as a player does.
    private static byte[] picture(Path film, double at) throws IOException {
        return FilmedMeeting.run(
                "ffmpeg",
                "-v",
                "error",
                "-ss",
                Double.toString(at),
                "-i",
                film.toString(),
                "-frames:v",
                "1",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-");
    }

    private static byte[] line(byte[] picture) {
        byte[] bits = new byte[470 * 24];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (byte) (value(picture, 15 + i % 470, 690 + i / 470, 1) > 120 ? 1 : 0);
        }
        return bits;
    }

    private static String colour(byte[] picture, int x, int y) {
        int red = value(picture, x, y, 0);
        int green = value(picture, x, y, 1);
        int blue = value(picture, x, y, 2);
        if (Math.max(red, Math.max(green, blue)) < 80) {
            return DARK;
        }
        return red > green && red > blue ? RED : green > blue ? GREEN : BLUE;
    }

    private static int brightest(byte[] picture, int x, int y, int width, int height) {
        int most = 0;
        for (int row = y; row < y + height; row++) {
            for (int column = x; column < x + width; column++) {
                most = Math.max(most, value(picture, column, row, 1));
            }
        }
        return most;
    }

    private static int value(byte[] picture, int x, int y, int colour) {
        return picture[(y * Staging.WIDTH + x) * 3 + colour] & 0xff;
    }
}
