package org.yizhan.media.recording.frames;

/// Width and height in pixels; [#NONE] where there is no picture or the frame does not say.
public record PictureSize(int width, int height) {

    public static final PictureSize NONE = new PictureSize(0, 0);
}
