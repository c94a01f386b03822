package org.yizhan.media.inspection;

import java.util.OptionalLong;

/// Finds how late a member's sound is against its picture, where that can be told: from how well the moments at
/// which the sound changes fall on those at which the picture does. A still room with steady noise tells nothing.
final class Skew {

    static final int STEP_MS = 40;

    /// ±1 s.
    private static final int MAX_LAG = 25;

    /// 10 s of both.
    private static final int SHORTEST = 250;

    /// Correlation at the best lag from which on it is believed.
    private static final double CLEAR = 0.35;

    /// By how much the best lag must win over every other that is not its neighbour.
    private static final double AHEAD = 1.5;

    private static final int NEIGHBOURS = 3;

    private Skew() {}

    /// @param sound      changes of the sound every 40 ms from session time `soundStartMs` on
    /// @return by how many ms the sound is late, negative when it is early; empty when it cannot be told
    static OptionalLong lateness(float[] sound, long soundStartMs, float[] picture, long pictureStartMs) {
        long from = Math.max(soundStartMs, pictureStartMs);
        long to = Math.min(
                soundStartMs + (long) sound.length * STEP_MS, pictureStartMs + (long) picture.length * STEP_MS);
        int length = (int) ((to - from) / STEP_MS);
        if (length < SHORTEST + 2 * MAX_LAG) {
            return OptionalLong.empty();
        }
        double[] heard = normal(sound, (int) ((from - soundStartMs) / STEP_MS), length);
        double[] seen = normal(picture, (int) ((from - pictureStartMs) / STEP_MS), length);
        double[] fit = new double[2 * MAX_LAG + 1];
        int best = 0;
        for (int lag = -MAX_LAG; lag <= MAX_LAG; lag++) {
            double sum = 0;
            for (int i = MAX_LAG; i < length - MAX_LAG; i++) {
                sum += heard[i + lag] * seen[i];
            }
            fit[lag + MAX_LAG] = sum / (length - 2 * MAX_LAG);
            best = fit[lag + MAX_LAG] > fit[best] ? lag + MAX_LAG : best;
        }
        double second = 0;
        for (int i = 0; i < fit.length; i++) {
            if (Math.abs(i - best) > NEIGHBOURS) {
                second = Math.max(second, fit[i]);
            }
        }
        boolean told = fit[best] >= CLEAR && fit[best] >= AHEAD * second;
        return told ? OptionalLong.of((long) (best - MAX_LAG) * STEP_MS) : OptionalLong.empty();
    }

    /// Mean 0, deviation 1; all 0 where nothing changes.
    private static double[] normal(float[] values, int from, int length) {
        double mean = 0;
        for (int i = 0; i < length; i++) {
            mean += values[from + i];
        }
        mean /= length;
        double square = 0;
        for (int i = 0; i < length; i++) {
            square += (values[from + i] - mean) * (values[from + i] - mean);
        }
        double deviation = Math.sqrt(square / length);
        double[] normal = new double[length];
        for (int i = 0; i < length && deviation > 0; i++) {
            normal[i] = (values[from + i] - mean) / deviation;
        }
        return normal;
    }
}
