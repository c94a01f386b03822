package org.yizhan.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which of two copies is played when.
class TakesTest {

    private static final long SHORTEST = 200;

    private static Take take(int source, long from, long to) {
        return new Take(source, from, to);
    }

    private static List<Take> choose(List<Take> first, List<Take> second) {
        return Takes.choose(first, second, SHORTEST);
    }

    @Test
    void withoutAHoleTheFirstIsPlayedToItsEnd() {
        assertThat(choose(List.of(take(1, 0, 9000)), List.of(take(11, 10, 9100))))
                .containsExactly(take(1, 0, 9000));
    }

    @Test
    void theSecondTakesOverWhereTheFirstBreaksOffAndGoesOnBeingPlayed() {
        assertThat(choose(List.of(take(1, 0, 4000), take(2, 6500, 9000)), List.of(take(11, 900, 9000))))
                .containsExactly(take(1, 0, 4000), take(11, 4000, 9000));
    }

    @Test
    void holesAtDifferentTimesAreFilledBothWays() {
        assertThat(choose(
                        List.of(take(1, 0, 4000), take(2, 6000, 12000)),
                        List.of(take(11, 0, 8000), take(12, 10000, 12000))))
                .containsExactly(take(1, 0, 4000), take(11, 4000, 8000), take(2, 8000, 12000));
    }

    @Test
    void aHoleOfBothStaysOne() {
        assertThat(choose(List.of(take(1, 0, 4000), take(2, 6000, 8000)), List.of(take(11, 0, 5000))))
                .containsExactly(take(1, 0, 4000), take(11, 4000, 5000), take(2, 6000, 8000));
    }

    @Test
    void forAMomentNothingIsChanged() {
        assertThat(choose(List.of(take(1, 0, 4000), take(2, 4150, 8000)), List.of(take(11, 0, 8100))))
                .containsExactly(take(1, 0, 4000), take(2, 4150, 8000));
    }

    @Test
    void shortFilesOneAfterTheOtherFillAHoleTogether() {
        assertThat(choose(
                        List.of(take(1, 0, 4000), take(2, 4300, 8000)),
                        List.of(take(11, 0, 4150), take(12, 4150, 4300))))
                .containsExactly(take(1, 0, 4000), take(11, 4000, 4150), take(12, 4150, 4300), take(2, 4300, 8000));
    }

    @Test
    void theOneThatThereIsIsPlayed() {
        List<Take> whole = List.of(take(1, 0, 4000), take(2, 5000, 6000));
        assertThat(choose(whole, List.of())).isEqualTo(whole);
        assertThat(choose(List.of(), whole)).isEqualTo(whole);
        assertThat(choose(List.of(), List.of())).isEmpty();
    }

    @Test
    void whatBeganEarlierInTheSecondIsPlayedFirst() {
        assertThat(choose(List.of(take(1, 3000, 9000)), List.of(take(11, 0, 9000))))
                .containsExactly(take(11, 0, 9000));
    }

    /// Ten thousand pairs of copies, full of holes at random.
    @Test
    void nothingThatEitherHasIsLostNothingIsPlayedTwiceAndTheOrderIsKept() {
        Random random = new Random(20261122);
        for (int run = 0; run < 10_000; run++) {
            List<Take> first = copy(random, 0);
            List<Take> second = copy(random, 100);
            assertThat(played(Takes.choose(first, second, 1)))
                    .as("%s and %s", first, second)
                    .isEqualTo(of(first, second));
            long shortest = 1 + random.nextInt(20);
            List<Take> takes = Takes.choose(first, second, shortest);
            BitSet lost = of(first, second);
            lost.andNot(played(takes));
            assertThat(longest(lost))
                    .as("%s and %s, less than %s", first, second, shortest)
                    .isLessThan((int) shortest);
            for (Take take : takes) {
                assertThat(take.source() > 100 ? second : first)
                        .as("%s of %s", take, takes)
                        .anyMatch(it -> it.source() == take.source()
                                && it.fromMs() <= take.fromMs()
                                && take.toMs() <= it.toMs());
            }
        }
    }

    private static List<Take> copy(Random random, int behind) {
        List<Take> copy = new ArrayList<>();
        int at = random.nextInt(30);
        for (int n = 1; n <= random.nextInt(6); n++) {
            int to = at + 1 + random.nextInt(40);
            copy.add(take(behind + n, at, to));
            // Files may lie over each other for a moment, or have a hole between them.
            at = Math.max(at + 1, to - 3 + random.nextInt(25));
        }
        return copy;
    }

    /// What is played, each moment once and in order.
    private static BitSet played(List<Take> takes) {
        BitSet played = new BitSet();
        long at = Long.MIN_VALUE;
        for (Take take : takes) {
            assertThat(take.fromMs()).isGreaterThanOrEqualTo(at).isLessThan(take.toMs());
            at = take.toMs();
            played.set((int) take.fromMs(), (int) take.toMs());
        }
        return played;
    }

    private static BitSet of(List<Take> first, List<Take> second) {
        BitSet either = new BitSet();
        first.forEach(take -> either.set((int) take.fromMs(), (int) take.toMs()));
        second.forEach(take -> either.set((int) take.fromMs(), (int) take.toMs()));
        return either;
    }

    private static int longest(BitSet set) {
        return IntStream.iterate(set.nextSetBit(0), from -> from >= 0, from -> set.nextSetBit(set.nextClearBit(from)))
                .map(from -> set.nextClearBit(from) - from)
                .max()
                .orElse(0);
    }
}
