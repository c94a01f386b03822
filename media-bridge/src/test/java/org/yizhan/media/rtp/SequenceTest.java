package org.yizhan.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceTest {

    @Test
    void wraparound() {
        Sequence sequence = new Sequence();
        long before = sequence.unwrap(65_535);
        assertThat(sequence.unwrap(0)).isEqualTo(before + 1);
        assertThat(sequence.unwrap(65_534)).isEqualTo(before - 1);
        assertThat(sequence.highest()).isEqualTo(before + 1);
    }

    @Test
    void reorder() {
        Sequence sequence = new Sequence();
        long first = sequence.unwrap(10);
        assertThat(sequence.unwrap(12)).isEqualTo(first + 2);
        assertThat(sequence.unwrap(11)).isEqualTo(first + 1);
    }

    @Test
    void anyWalkOfSmallStepsIsUnwrappedExactly() {
        Random random = new Random(3);
        Sequence sequence = new Sequence();
        long truth = random.nextInt(65_536);
        long shift = sequence.unwrap((int) truth) - truth;
        for (int i = 0; i < 500_000; i++) {
            truth = Math.max(0, truth + random.nextInt(-500, 600));
            assertThat(sequence.unwrap((int) (truth & 0xFFFF)) - shift).isEqualTo(truth);
        }
    }
}
