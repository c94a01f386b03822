package org.yizhan.media.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.media.congestion.SimulatedLine.Sample;

class LineEstimateTest {

    private static final DoubleUnaryOperator PLENTY = second -> 50e6;

    private static List<Sample> run(
            DoubleUnaryOperator capacity, DoubleUnaryOperator offered, double loss, int seconds) {
        return new SimulatedLine(new LineEstimate(), capacity, offered, loss, 0, 300).run(seconds);
    }

    private static double mean(List<Sample> samples, double from, double to) {
        return samples.stream()
                .filter(sample -> sample.second() > from && sample.second() <= to)
                .mapToDouble(Sample::estimate)
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3e6, 0.8e6, 1.5e6, 3e6})
    void findsALinesCapacityAndStaysThere(double capacity) {
        List<Sample> samples = run(second -> capacity, PLENTY, 0, 60);
        assertThat(mean(samples, 20, 60) / capacity).isBetween(0.80, 1.0);
        assertThat(samples.stream().filter(sample -> sample.second() > 20)).allSatisfy(sample -> {
            assertThat(sample.estimate() / capacity)
                    .as("at %s s", sample.second())
                    .isBetween(0.6, 1.2);
            assertThat(sample.queueMillis())
                    .as("queue at %s s", sample.second())
                    .isLessThan(200);
        });
    }

    @Test
    void backsOffWithinASecondWhenTheLineShrinks() {
        List<Sample> samples = run(second -> second < 30 ? 2e6 : 0.7e6, PLENTY, 0, 60);
        assertThat(mean(samples, 20, 30)).isBetween(1.6e6, 2e6);
        assertThat(samples.stream()
                        .filter(one -> one.second() >= 31 && one.second() < 31.05)
                        .findFirst()
                        .orElseThrow()
                        .estimate())
                .isLessThan(0.7e6);
        assertThat(mean(samples, 35, 60)).isBetween(0.8 * 0.7e6, 0.97 * 0.7e6);
    }

    @Test
    void findsOutThatALineHasGrown() {
        List<Sample> samples = run(second -> second < 20 ? 0.5e6 : 2e6, PLENTY, 0, 60);
        assertThat(mean(samples, 50, 60)).isBetween(0.8 * 2e6, 0.97 * 2e6);
    }

    @Test
    void aLineThatLosesTenInAHundredWhateverIsSentIsNotStarved() {
        List<Sample> samples = run(second -> 10e6, second -> 2e6, 0.10, 60);
        assertThat(samples.stream().skip(50).mapToDouble(Sample::estimate).min().orElseThrow())
                .isGreaterThan(2e6);
    }

    @Test
    void aLineThatLosesAndJittersIsNotStarved() {
        List<Sample> samples =
                new SimulatedLine(new LineEstimate(), second -> 10e6, second -> 2e6, 0.10, 60, 300).run(60);
        assertThat(samples.stream().skip(50).mapToDouble(Sample::estimate).min().orElseThrow())
                .isGreaterThan(2e6);
    }

    @Test
    void aLongerPathThatJittersIsLearntAnew() {
        List<Sample> samples = new SimulatedLine(new LineEstimate(), second -> 10e6, second -> 2e6, 0.10, 60, 300)
                .longerFrom(20, 100)
                .run(120);
        assertThat(mean(samples, 90, 120)).isGreaterThan(2e6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3e6, 0.8e6, 1.5e6, 3e6})
    void jitterIsNotTakenForAQueue(double capacity) {
        List<Sample> samples = new SimulatedLine(new LineEstimate(), second -> capacity, PLENTY, 0, 60, 300).run(60);
        assertThat(mean(samples, 20, 60) / capacity).isBetween(0.80, 1.0);
        assertThat(samples.stream().filter(sample -> sample.second() > 20))
                .allSatisfy(sample -> assertThat(sample.queueMillis()).isLessThan(200));
    }

    @Test
    void lossThatSendingLessCuresIsCured() {
        // A policer: no queue to speak of, all above its rate is lost.
        List<Sample> samples = new SimulatedLine(new LineEstimate(), second -> 1e6, PLENTY, 0, 0, 3).run(60);
        assertThat(mean(samples, 20, 60)).isBetween(0.6e6, 1.2e6);
    }

    @Test
    void whoSendsLittleIsNotTakenForWhoCannotSendMore() {
        List<Sample> samples =
                new SimulatedLine(new LineEstimate(), second -> 10e6, second -> 60e3, 0, 30, 300).run(60);
        assertThat(samples.getLast().estimate()).isGreaterThan(1e6);
    }

    @Test
    void aLineThatFallsSilentIsTakenForWorseAndWorse() {
        LineEstimate estimate = new LineEstimate();
        new SimulatedLine(estimate, second -> 10e6, second -> 2e6, 0, 0, 300).run(5);
        long before = estimate.bitsPerSecond();
        long now = 5_000_000_000L;
        estimate.sent(1_200, now);
        for (int i = 0; i < 100; i++) {
            now += 100_000_000L;
            estimate.sent(1_200, now);
            estimate.tick(now);
        }
        assertThat(estimate.bitsPerSecond()).isLessThan(before / 16);
    }
}
