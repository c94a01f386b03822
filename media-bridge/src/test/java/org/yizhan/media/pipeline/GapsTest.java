package org.yizhan.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GapsTest {

    private static final long MILLI = 1_000_000;
    private final Gaps gaps = new Gaps();
    private final int[] out = new int[Gaps.MAX_MISSING];

    @Test
    void reorder() {
        gaps.received(10, 0);
        gaps.received(12, 0);
        gaps.received(11, 0);
        assertThat(gaps.due(out, MILLI, 0)).isZero();
    }

    @Test
    void wraparound() {
        gaps.received(65_535, 0);
        gaps.received(65_538, 0);
        assertThat(gaps.due(out, 0, 0)).isEqualTo(2);
        assertThat(out[0]).isZero();
        assertThat(out[1]).isEqualTo(1);
    }

    @Test
    void aLostPacketIsAskedForAtOnceAndAgainAfterARoundTrip() {
        gaps.received(1, 0);
        gaps.received(3, 0);
        long roundTrip = 40 * MILLI;
        assertThat(gaps.due(out, 0, roundTrip)).isEqualTo(1);
        assertThat(gaps.due(out, 59 * MILLI, roundTrip)).isZero();
        assertThat(gaps.due(out, 60 * MILLI, roundTrip)).isEqualTo(1);
        gaps.received(2, 61 * MILLI);
        assertThat(gaps.due(out, 900 * MILLI, roundTrip)).isZero();
        assertThat(gaps.gaveUp()).isFalse();
    }

    @Test
    void overALongWayEachQuestionIsAskedTwice() {
        gaps.received(1, 0);
        gaps.received(3, 0);
        long roundTrip = 120 * MILLI;
        assertThat(gaps.due(out, 0, roundTrip)).isEqualTo(1);
        assertThat(gaps.due(out, 9 * MILLI, roundTrip)).isZero();
        assertThat(gaps.due(out, 10 * MILLI, roundTrip)).isEqualTo(1);
        assertThat(gaps.due(out, 189 * MILLI, roundTrip)).isZero();
        assertThat(gaps.due(out, 190 * MILLI, roundTrip)).isEqualTo(1);
        assertThat(gaps.due(out, 200 * MILLI, roundTrip)).isEqualTo(1);
    }

    @Test
    void whatNeverComesIsGivenUp() {
        gaps.received(1, 0);
        gaps.received(3, 0);
        int asked = 0;
        for (long now = 0; now < 3_000 * MILLI; now += 5 * MILLI) {
            asked += gaps.due(out, now, 0);
        }
        assertThat(asked).isEqualTo(Gaps.MAX_TRIES);
        assertThat(gaps.gaveUp()).isTrue();
        assertThat(gaps.size()).isZero();
    }

    @Test
    void aGapTooLargeToMendIsGivenUpAtOnce() {
        gaps.received(1, 0);
        gaps.received(1_000_000_000L, 0);
        assertThat(gaps.size()).isZero();
        assertThat(gaps.gaveUp()).isTrue();
    }

    @Test
    void whatWasLostBeforeAKeyFrameIsForgotten() {
        gaps.received(1, 0);
        gaps.received(5, 0);
        gaps.received(8, 0);
        gaps.forgetBefore(5);
        assertThat(gaps.due(out, 0, 0)).isEqualTo(2);
        assertThat(out[0]).isEqualTo(6);
    }

    @Test
    void whateverTheOrderExactlyTheMissingOnesAreAskedFor() {
        Random random = new Random(9);
        for (int round = 0; round < 2_000; round++) {
            Gaps some = new Gaps();
            TreeSet<Long> missing = new TreeSet<>();
            long highest = 100 + random.nextInt(60_000);
            some.received(highest, 0);
            for (int i = 0; i < 200; i++) {
                if (random.nextInt(4) == 0 && !missing.isEmpty()) {
                    long late = missing.first();
                    missing.remove(late);
                    some.received(late, 0);
                } else {
                    long next = highest + 1 + (random.nextInt(10) == 0 ? random.nextInt(4) : 0);
                    for (long lost = highest + 1; lost < next; lost++) {
                        missing.add(lost);
                    }
                    highest = next;
                    some.received(next, 0);
                }
            }
            int due = some.due(out, 0, 0);
            assertThat(java.util.Arrays.stream(out, 0, due).boxed().toList())
                    .isEqualTo(
                            missing.stream().map(lost -> (int) (lost & 0xFFFF)).toList());
        }
    }
}
