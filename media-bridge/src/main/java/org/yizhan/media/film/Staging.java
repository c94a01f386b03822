package org.yizhan.media.film;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.RecordedSource;
import org.yizhan.media.recording.Replay;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// Who is seen where at each moment of a film, told by the manifest alone. A member keeps their seat from their first
/// picture to their last, in the same order always; where nothing of them was recorded, the seat is empty.
final class Staging {

    static final int WIDTH = 1280;
    static final int HEIGHT = 720;

    /// The line with date and time at the lower edge.
    static final int LINE = 36;

    private static final int STAGE = HEIGHT - LINE;
    private static final Place WHOLE = new Place(184, 0, 912, STAGE);
    private static final Place PAPER = new Place(0, 0, 960, STAGE);
    private static final int BESIDE = WIDTH - PAPER.width();

    /// A face that stands still this long is not shown: it would look as if somebody listened.
    private static final long EMPTY_FACE_MS = 1500;

    /// Screens that do not change are sent once a second.
    private static final long EMPTY_PAPER_MS = 5000;

    private static final List<String> ORDER = List.of("booth", "officer", "clerk");

    /// @param source null: the seat is empty
    record Seen(@Nullable RecordedSource source, Place place) {}

    private final Replay replay;
    private final Manifest manifest;
    private final List<List<RecordedSource>> seats;
    private final List<RecordedSource> papers;

    Staging(Replay replay) {
        this.replay = replay;
        this.manifest = replay.manifest();
        Map<MemberId, List<RecordedSource>> members = new LinkedHashMap<>();
        List<RecordedSource> byStart = manifest.sources().stream()
                .sorted(Comparator.comparingLong(RecordedSource::startMs))
                .toList();
        for (RecordedSource source : byStart) {
            if (source.kind() == SourceKind.CAMERA) {
                members.computeIfAbsent(source.member(), _ -> new ArrayList<>()).add(source);
            }
        }
        this.seats = members.values().stream()
                .sorted(Comparator.comparingInt(Staging::rank))
                .toList();
        this.papers = byStart.stream()
                .filter(source -> source.kind() == SourceKind.DOCUMENT || source.kind() == SourceKind.SCREEN)
                .toList();
    }

    List<RecordedSource> sounds() {
        return manifest.sources().stream().filter(it -> it.kind().isAudio()).toList();
    }

    /// Whether recording rested on purpose.
    boolean pausedAt(long ms) {
        return manifest.pauses().stream().anyMatch(it -> it.startMs() <= ms && (it.endMs() == null || ms < it.endMs()));
    }

    /// What is to be seen at a moment of the session clock.
    List<Seen> at(long ms) {
        List<Seen> seen = new ArrayList<>();
        RecordedSource paper = papers.reversed().stream()
                .filter(it -> shows(it, ms, EMPTY_PAPER_MS))
                .findFirst()
                .orElse(null);
        if (paper != null) {
            seen.add(new Seen(paper, PAPER));
        }
        List<List<RecordedSource>> taken = seats.stream()
                .filter(it -> it.getFirst().startMs() <= ms && ms < end(it))
                .toList();
        for (int i = 0; i < taken.size(); i++) {
            Place place = paper == null ? sideBySide(i, taken.size()) : beside(i, taken.size());
            RecordedSource face = taken.get(i).stream()
                    .filter(it -> shows(it, ms, EMPTY_FACE_MS))
                    .findFirst()
                    .orElse(null);
            seen.add(new Seen(face, place));
        }
        return seen;
    }

    /// The size in which a source is decoded: the largest in which it is shown, or nearly.
    Place size(RecordedSource source) {
        if (source.kind() != SourceKind.CAMERA) {
            return PAPER;
        }
        return seats.size() == 1 ? WHOLE : sideBySide(0, 2);
    }

    private boolean shows(RecordedSource source, long ms, long longestGap) {
        long at = ms - source.startMs();
        return replay.plays(source, ms)
                && source.gaps().stream()
                        .noneMatch(gap ->
                                gap.endMs() - gap.startMs() >= longestGap && gap.startMs() <= at && at < gap.endMs());
    }

    private static Place sideBySide(int i, int count) {
        if (count == 1) {
            return WHOLE;
        }
        int columns = count <= 3 ? count : (count + 1) / 2;
        int rows = (count + columns - 1) / columns;
        int width = even(Math.min(WIDTH / columns, STAGE / rows * 4 / 3));
        int height = even(width * 3 / 4);
        int left = (WIDTH - columns * width) / 2;
        int top = (STAGE - rows * height) / 2;
        return new Place(even(left + i % columns * width), even(top + i / columns * height), width, height);
    }

    private static Place beside(int i, int count) {
        int height = even(Math.min(BESIDE * 3 / 4, STAGE / count));
        int width = even(Math.min(BESIDE, height * 4 / 3));
        return new Place(even(PAPER.width() + (BESIDE - width) / 2), i * height, width, height);
    }

    private static int even(int value) {
        return value & ~1;
    }

    private static long end(List<RecordedSource> seat) {
        return seat.stream().mapToLong(RecordedSource::endMs).max().orElse(0);
    }

    private static int rank(List<RecordedSource> seat) {
        int place = ORDER.indexOf(seat.getFirst().label());
        return place < 0 ? ORDER.size() : place;
    }
}
