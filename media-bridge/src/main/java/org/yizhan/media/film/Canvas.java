package org.yizhan.media.film;

import java.util.Arrays;

/// One picture of the film, I420: brightness, then two planes of colour with half the resolution.
final class Canvas {

    static final int DARK = 24;
    private static final int EMPTY_SEAT = 40;
    private static final byte NO_COLOUR = (byte) 128;

    private final byte[] picture = new byte[Staging.WIDTH * Staging.HEIGHT * 3 / 2];

    /// The same array each time.
    byte[] picture() {
        return picture;
    }

    void clear() {
        int pixels = Staging.WIDTH * Staging.HEIGHT;
        Arrays.fill(picture, 0, pixels, (byte) DARK);
        Arrays.fill(picture, pixels, picture.length, NO_COLOUR);
    }

    void emptySeat(Place place) {
        for (int y = 0; y < place.height(); y++) {
            int from = (place.y() + y) * Staging.WIDTH + place.x();
            Arrays.fill(picture, from, from + place.width(), (byte) EMPTY_SEAT);
        }
    }

    /// Draws a picture of I420 of `size` into `place`.
    void draw(byte[] source, Place size, Place place) {
        int from = 0;
        int onto = 0;
        for (int plane = 0; plane < 3; plane++) {
            int part = plane == 0 ? 1 : 2;
            Place there = new Place(place.x() / part, place.y() / part, place.width() / part, place.height() / part);
            plane(source, from, size.width() / part, size.height() / part, onto, Staging.WIDTH / part, there);
            from += size.width() / part * (size.height() / part);
            onto += Staging.WIDTH / part * (Staging.HEIGHT / part);
        }
    }

    /// Draws brightness alone.
    void grey(byte[] source, int width, int height, int x, int y) {
        for (int row = 0; row < height; row++) {
            System.arraycopy(source, row * width, picture, (y + row) * Staging.WIDTH + x, width);
        }
    }

    void dot(int x, int y, int size, int brightness) {
        for (int row = 0; row < size; row++) {
            int from = (y + row) * Staging.WIDTH + x;
            Arrays.fill(picture, from, from + size, (byte) brightness);
        }
    }

    /// Each pixel is the mean of those that it stands for.
    private void plane(byte[] source, int from, int width, int height, int onto, int stride, Place place) {
        for (int y = 0; y < place.height(); y++) {
            int target = onto + (place.y() + y) * stride + place.x();
            int top = y * height / place.height();
            int bottom = Math.max(top + 1, (y + 1) * height / place.height());
            if (width == place.width() && bottom == top + 1) {
                System.arraycopy(source, from + top * width, picture, target, width);
                continue;
            }
            for (int x = 0; x < place.width(); x++) {
                int left = x * width / place.width();
                int right = Math.max(left + 1, (x + 1) * width / place.width());
                int sum = 0;
                for (int row = top; row < bottom; row++) {
                    for (int column = left; column < right; column++) {
                        sum += source[from + row * width + column] & 0xff;
                    }
                }
                picture[target + x] = (byte) (sum / ((bottom - top) * (right - left)));
            }
        }
    }
}
