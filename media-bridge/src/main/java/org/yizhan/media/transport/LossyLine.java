package org.yizhan.media.transport;

import java.util.SplittableRandom;

/// Loses datagrams at random, both ways, for trials on a line without faults of its own. Loses none by default.
final class LossyLine {

    private final int percent;
    private final SplittableRandom random = new SplittableRandom(20_260_101);

    LossyLine(int percent) {
        if (percent < 0 || percent > 90) {
            throw new IllegalArgumentException("a loss of " + percent + " % is not from 0 to 90");
        }
        this.percent = percent;
    }

    boolean drops() {
        return percent > 0 && random.nextInt(100) < percent;
    }
}
