package org.yizhan.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenWindowTest {

    @Test
    void duplicate() {
        SeenWindow seen = new SeenWindow();
        assertThat(seen.add(70_000)).isTrue();
        assertThat(seen.add(70_000)).isFalse();
        assertThat(seen.add(69_999)).isTrue();
        assertThat(seen.add(69_999)).isFalse();
    }

    @Test
    void tooOldToTell() {
        SeenWindow seen = new SeenWindow();
        seen.add(100_000);
        assertThat(seen.add(100_000 - SeenWindow.SIZE)).isFalse();
        assertThat(seen.add(100_001 - SeenWindow.SIZE)).isTrue();
    }

    @Test
    void agreesWithASetWhateverComes() {
        Random random = new Random(2);
        SeenWindow seen = new SeenWindow();
        Set<Long> truth = new HashSet<>();
        long highest = 70_000;
        for (int i = 0; i < 300_000; i++) {
            long next = random.nextInt(1_000) == 0 ? highest + random.nextInt(5_000) : highest + random.nextInt(-40, 5);
            boolean expected = next > highest - SeenWindow.SIZE && truth.add(next);
            assertThat(seen.add(next)).isEqualTo(expected || i == 0);
            truth.add(next);
            highest = i == 0 ? next : Math.max(highest, next);
        }
    }
}
