package org.yizhan.cases.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.yizhan.protocol.id.StationPath;

class TookTest {

    /// As the SQL has it.
    private static String which(double seconds) {
        return Integer.toString((int) Math.ceil(Math.log(Math.max(seconds, 60) / 60) / Math.log(1.05)));
    }

    @Test
    void whatIsReadIsAtMostThreeInAHundredOff() {
        var random = new SplittableRandom(7);
        for (var round = 0; round < 200; round++) {
            var times = random.doubles(1 + random.nextInt(400), Math.log(120), Math.log(9_000_000))
                    .map(Math::exp)
                    .sorted()
                    .toArray();
            var took = new Took();
            Arrays.stream(times).forEach(t -> took.add(which(t), 1));
            assertThat(took.count()).isEqualTo(times.length);
            for (var share : new double[] {0.5, 0.9, 1}) {
                var exact = times[(int) Math.ceil(share * times.length) - 1] / 3600;
                assertThat(took.hours(share)).isCloseTo(exact, within(exact * 0.025 + 0.005));
            }
        }
    }

    @Test
    void upToAMinuteIsHalfAMinute() {
        var took = new Took();
        took.add(which(0), 3);
        took.add(which(60), 2);
        assertThat(took.hours(0.9)).isEqualTo(0.01);
    }

    @Test
    void daysThatAreNotCountedAreStretches() {
        var day = LocalDate.of(2026, 3, 1);
        var span = new Counting.Span(new StationPath("d01"), day, day.plusDays(9));
        assertThat(span.without(Set.of())).containsExactly(span);
        assertThat(span.without(Set.of(day, day.plusDays(4), day.plusDays(5), day.plusDays(9))))
                .containsExactly(
                        new Counting.Span(span.station(), day.plusDays(1), day.plusDays(3)),
                        new Counting.Span(span.station(), day.plusDays(6), day.plusDays(8)));
        var all = day.datesUntil(day.plusDays(10)).collect(java.util.stream.Collectors.toSet());
        assertThat(span.without(all)).isEmpty();
    }
}
