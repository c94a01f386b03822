package org.yizhan.media.recording;

import org.jspecify.annotations.Nullable;
import org.yizhan.media.room.LineGrade;
import org.yizhan.media.room.LineQuality;

/// A stretch of a member's line that is still growing.
final class OpenStretch {

    /// One direction, added up.
    private static final class Sum {
        private long packets;
        private long lost;
        private int worst;
        private int jitterMs;
        private long kilobits;

        void add(LineQuality.Way way, long spanMs) {
            packets += way.packets();
            lost += way.lost();
            worst = Math.max(worst, way.lostPermille());
            jitterMs = Math.max(jitterMs, way.jitterMs());
            kilobits += way.kbps() * spanMs / 1_000;
        }

        void add(Sum other) {
            packets += other.packets;
            lost += other.lost;
            worst = Math.max(worst, other.worst);
            jitterMs = Math.max(jitterMs, other.jitterMs);
            kilobits += other.kilobits;
        }

        LineStretch.Way over(long spanMs) {
            int permille = packets == 0 ? 0 : (int) (lost * 1_000 / packets);
            return new LineStretch.Way(permille, worst, jitterMs, kilobits * 1_000 / Math.max(1, spanMs));
        }
    }

    private final LineQuality first;
    private final long startMs;
    private final Sum up = new Sum();
    private final Sum down = new Sum();
    private LineGrade grade = LineGrade.GOOD;
    private long endMs;
    private long spanMs;
    private int looks;
    private @Nullable Integer roundTripMs;
    private int stops;
    private long stoppedMs;
    private int small;

    OpenStretch(LineQuality first, long startMs) {
        this.first = first;
        this.startMs = startMs;
        this.endMs = startMs;
    }

    void add(LineQuality line, long untilMs) {
        grade = LineGrade.worse(grade, line.grade());
        up.add(line.up(), line.spanMs());
        down.add(line.down(), line.spanMs());
        roundTripMs = longer(roundTripMs, line.roundTripMs());
        stops += line.stops();
        stoppedMs += line.stoppedMs();
        small = Math.max(small, line.small());
        spanMs += line.spanMs();
        endMs = untilMs;
        looks++;
    }

    /// What came right behind it belongs to it.
    void add(OpenStretch next) {
        grade = LineGrade.worse(grade, next.grade);
        up.add(next.up);
        down.add(next.down);
        roundTripMs = longer(roundTripMs, next.roundTripMs);
        stops += next.stops;
        stoppedMs += next.stoppedMs;
        small = Math.max(small, next.small);
        spanMs += next.spanMs;
        endMs = next.endMs;
        looks += next.looks;
    }

    private static @Nullable Integer longer(@Nullable Integer one, @Nullable Integer other) {
        return one == null ? other : other == null ? one : Integer.valueOf(Math.max(one, other));
    }

    LineGrade grade() {
        return grade;
    }

    long endMs() {
        return endMs;
    }

    /// How often was looked in it.
    int looks() {
        return looks;
    }

    LineStretch asFarAsItGoes() {
        return new LineStretch(
                startMs,
                endMs,
                first.member(),
                first.label(),
                grade,
                up.over(spanMs),
                down.over(spanMs),
                roundTripMs,
                stops,
                stoppedMs,
                small == 0 ? null : small);
    }
}
