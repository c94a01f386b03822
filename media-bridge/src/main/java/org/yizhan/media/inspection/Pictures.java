package org.yizhan.media.inspection;

import java.util.Arrays;

/// What the pictures of a source are like, gathered as they are decoded.
final class Pictures implements Decoder.Sink {

    /// Grey of 255; a covered lens is a little above black.
    private static final int BLACK_MEAN = 12;

    private static final int BLACK_BRIGHTEST = 40;

    /// What coding the same picture again may change.
    private static final int SAME = 3;

    private final byte[] last = new byte[Decoder.PICTURE];
    private float[] change = new float[1024];
    private int count;
    private int black;
    private int same;

    @Override
    public void take(byte[] picture) {
        long sum = 0;
        int brightest = 0;
        long changed = 0;
        int most = 0;
        for (int i = 0; i < picture.length; i++) {
            int value = picture[i] & 0xff;
            sum += value;
            brightest = Math.max(brightest, value);
            int difference = Math.abs(value - (last[i] & 0xff));
            changed += difference;
            most = Math.max(most, difference);
        }
        if (sum / picture.length < BLACK_MEAN && brightest < BLACK_BRIGHTEST) {
            black++;
        }
        if (count > 0 && most <= SAME) {
            same++;
        }
        if (count == change.length) {
            change = Arrays.copyOf(change, 2 * count);
        }
        change[count] = count == 0 ? 0 : (float) changed / picture.length;
        count++;
        System.arraycopy(picture, 0, last, 0, picture.length);
    }

    int count() {
        return count;
    }

    long durationMs() {
        return count * 1000L / Decoder.PICTURES_PER_SECOND;
    }

    boolean isBlack() {
        return count > 0 && black > 0.98 * count;
    }

    /// @param repeated pictures that only fill holes and rests between key pictures
    boolean isFrozen(int repeated) {
        int real = count - 1 - repeated;
        return real > 2 * Decoder.PICTURES_PER_SECOND && same - repeated > 0.98 * real;
    }

    /// How much each picture differs from the one before.
    float[] change() {
        return Arrays.copyOf(change, count);
    }
}
