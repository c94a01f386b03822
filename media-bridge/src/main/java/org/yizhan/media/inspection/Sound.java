package org.yizhan.media.inspection;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// What a source sounds like, gathered as it is decoded, 20 ms at a time.
final class Sound implements Decoder.Sink {

    /// −60 dBFS: a room where nobody speaks is louder, a microphone that is switched off is not.
    private static final double SILENCE = 32768 * 0.001;

    private float[] level = new float[1024];
    private int count;
    private int silent;

    @Override
    public void take(byte[] piece) {
        ByteBuffer samples = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
        double sum = 0;
        int n = piece.length / 2;
        for (int i = 0; i < n; i++) {
            double sample = samples.getShort(2 * i);
            sum += sample * sample;
        }
        double loud = Math.sqrt(sum / n);
        if (loud < SILENCE) {
            silent++;
        }
        if (count == level.length) {
            level = Arrays.copyOf(level, 2 * count);
        }
        level[count++] = (float) (20 * Math.log10(Math.max(1, loud)));
    }

    int count() {
        return count;
    }

    long durationMs() {
        return count * 20L;
    }

    /// @param missing windows in which nothing was recorded and silence was put in
    boolean isSilent(int missing) {
        int heard = count - missing;
        return heard > 100 && silent - missing > 0.995 * heard;
    }

    /// How much the level changes, every 40 ms like the pictures.
    float[] change() {
        float[] change = new float[count / 2];
        for (int i = 1; i < change.length; i++) {
            change[i] = Math.abs(level[2 * i] - level[2 * i - 2]) + Math.abs(level[2 * i + 1] - level[2 * i - 1]);
        }
        return change;
    }
}
