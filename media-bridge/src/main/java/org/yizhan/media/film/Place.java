package org.yizhan.media.film;

/// A part of the picture, in pixels; all four are even, since colours have half the resolution.
record Place(int x, int y, int width, int height) {

    /// Of this size in pictures of I420.
    int bytes() {
        return width * height * 3 / 2;
    }
}
