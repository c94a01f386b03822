package org.yizhan.media.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SkewTest {

    @Test
    void noiseTellsNothing() {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            float[] sound = new float[1000];
            float[] picture = new float[1000];
            for (int k = 0; k < 1000; k++) {
                sound[k] = (float) Math.abs(random.nextGaussian());
                picture[k] = (float) Math.abs(random.nextGaussian());
            }
            assertThat(Skew.lateness(sound, 0, picture, 0)).isEmpty();
        }
    }

    @Test
    void mouthsThatMoveWithTheVoiceTellEvenThroughNoise() {
        Random random = new Random(8);
        float[] sound = new float[1500];
        float[] picture = new float[1500];
        for (int k = 0; k < 1500; k++) {
            sound[k] = (float) Math.abs(random.nextGaussian());
            picture[k] = (float) Math.abs(random.nextGaussian());
        }
        for (int k = 30; k < 1400; k += 5 + random.nextInt(40)) {
            picture[k] += 4;
            sound[k + 8] += 4;
        }
        assertThat(Skew.lateness(sound, 0, picture, 0)).hasValue(320);
        // The same files, told apart by where they begin on the session clock.
        assertThat(Skew.lateness(sound, -320, picture, 0)).hasValue(0);
    }

    @Test
    void tooShortAStretchTellsNothing() {
        assertThat(Skew.lateness(new float[200], 0, new float[200], 0)).isEmpty();
    }
}
