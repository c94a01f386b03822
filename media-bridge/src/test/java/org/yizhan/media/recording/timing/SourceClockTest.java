package org.yizhan.media.recording.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourceClockTest {

    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;
    private static final Instant START = Instant.parse("2026-11-21T01:00:00Z");

    private final MemberClock member = new MemberClock();
    private final SourceClock clock = new SourceClock(48_000, member, new SessionClock(START, 0));

    @Test
    void timesInTheFileAreThoseOfTheTimestampsAcrossTheirWraparound() {
        long first = 0x1_0000_0000L - 960;
        assertThat(clock.place(first, SECOND)).isZero();
        assertThat(clock.place(0, SECOND + 20 * MS)).isEqualTo(20_000);
        assertThat(clock.place(960, SECOND + 90 * MS)).isEqualTo(40_000);
    }

    @Test
    void withoutReportsTheQuickestPacketTellsTheStart() {
        clock.place(0, SECOND + 80 * MS);
        clock.place(960, SECOND + 50 * MS);
        clock.place(1920, SECOND + 300 * MS);
        assertThat(clock.startMicros()).isEqualTo(1_030_000);
    }

    @Test
    void reportsTellTheStartAndTheQuickestOfThemTheDelay() {
        clock.place(0, SECOND + 400 * MS);
        clock.report(50 * SECOND, 48_000, 2 * SECOND + 35 * MS);
        assertThat(clock.startMicros()).isEqualTo(1_035_000);
        clock.report(51 * SECOND, 96_000, 3 * SECOND + 5 * MS);
        assertThat(clock.startMicros()).isEqualTo(1_005_000);
        clock.report(52 * SECOND, 144_000, 4 * SECOND + 90 * MS);
        assertThat(clock.startMicros()).isEqualTo(1_005_000);
    }

    @Test
    void reportFromBeforeTheFirstFrameCounts() {
        clock.report(50 * SECOND, 0, 2 * SECOND + 10 * MS);
        clock.place(48_000, 3 * SECOND + 100 * MS);
        assertThat(clock.startMicros()).isEqualTo(3_010_000);
    }

    @Test
    void reportFromBeforeARestIsNotBelieved() {
        member.report(40 * SECOND, 10 * SECOND);
        clock.report(40 * SECOND, 0, 11 * SECOND);
        // The timestamps stood still for a minute.
        clock.place(960, 70 * SECOND + 20 * MS);
        assertThat(clock.startMicros()).isEqualTo(70_020_000);
    }

    @Test
    void soundCardThatDriftsIsFollowed() {
        // 300 ppm too slow: after 10 minutes its own count is 180 ms behind.
        double rate = 48_000 * (1 - 300e-6);
        long placed = 0;
        for (long ms = 0; ms <= 600_000; ms += 20) {
            placed = clock.place((long) (ms / 1000.0 * rate), SECOND + ms * MS);
            if (ms % 5000 == 0) {
                clock.report(90 * SECOND + ms * MS, (long) (ms / 1000.0 * rate), SECOND + ms * MS);
            }
        }
        assertThat(clock.startMicros() + placed).isBetween(600_960_000L, 601_040_000L);
    }

    @Test
    void shortRestThatTimestampsDoNotKnowIsToldByTwoReports() {
        long restNanos = 600 * MS;
        long placed = 0;
        for (long ms = 0; ms < 60_000; ms += 20) {
            long at = ms * MS + (ms < 20_000 ? 0 : restNanos);
            placed = clock.place(ms * 48, SECOND + at);
            if (ms % 2500 == 0) {
                clock.report(90 * SECOND + at, ms * 48, SECOND + at);
            }
        }
        assertThat(clock.startMicros()).isEqualTo(1_000_000);
        assertThat(placed).isEqualTo(59_980_000 + 600_000);
    }

    @Test
    void oneReportThatIsFarOffMovesNothing() {
        for (int s = 0; s < 100; s++) {
            assertThat(clock.place(s * 48_000L, SECOND + s * SECOND)).isEqualTo(s * 1_000_000L);
            long off = s % 10 == 4 ? 400 * MS : 0;
            clock.report(90 * SECOND + s * SECOND + off, s * 48_000L, SECOND + s * SECOND + off);
        }
        assertThat(clock.startMicros()).isEqualTo(1_000_000);
    }

    @Test
    void timesThatWereSkippedByMistakeAreTakenBackWithoutRunningBackwards() {
        long last = -1;
        for (int ms = 0; ms < 60_000; ms += 20) {
            if (ms == 20_000) {
                clock.skip(400_000);
            }
            long placed = clock.place(ms * 48L, SECOND + ms * MS);
            assertThat(placed).isGreaterThan(last);
            last = placed;
            if (ms % 2000 == 0) {
                clock.report(90 * SECOND + ms * MS, ms * 48L, SECOND + ms * MS);
            }
        }
        assertThat(last).isBetween(59_960_000L, 60_000_000L);
    }

    @Test
    void reportsThatAreSomeMillisecondsOffMoveNothing() {
        for (int s = 0; s < 300; s++) {
            assertThat(clock.place(s * 48_000L, SECOND + s * SECOND)).isEqualTo(s * 1_000_000L);
            clock.report(90 * SECOND + s * SECOND + (s % 3 - 1) * 9 * MS, s * 48_000L, SECOND + s * SECOND + 2 * MS);
        }
    }

    @Test
    void timestampsThatJumpBelongToAnotherFile() {
        clock.place(480_000, SECOND);
        assertThat(clock.continues(480_960, SECOND + 20 * MS)).isTrue();
        assertThat(clock.continues(480_960, 60 * SECOND)).isTrue();
        assertThat(clock.continues(480_000 + 6 * 48_000, SECOND + 20 * MS)).isFalse();
        assertThat(clock.continues(480_000 - 6 * 48_000, SECOND + 20 * MS)).isFalse();
        assertThat(clock.continues(480_000 + 6 * 48_000, 7 * SECOND)).isTrue();
    }

    @Test
    void sessionClockGoesOnAfterARestartAndNeverBack() {
        SessionClock later = SessionClock.resume(START, 40_000, START.plusSeconds(60), 5 * SECOND);
        assertThat(later.millis(6 * SECOND)).isEqualTo(61_000);
        SessionClock setBack = SessionClock.resume(START, 40_000, START.minusSeconds(3600), 5 * SECOND);
        assertThat(setBack.millis(6 * SECOND)).isEqualTo(41_000);
    }
}
