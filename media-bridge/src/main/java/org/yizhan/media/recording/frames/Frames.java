package org.yizhan.media.recording.frames;

/// Makes frames of a source's packets that come in order.
public sealed interface Frames extends ReorderBuffer.Output permits PictureFrames, OpusFrames {

    /// Takes what was made.
    interface Output {

        void frame(Frame frame);

        /// A picture is missing: nothing will come before the next key frame, please ask for one.
        void keyFrameNeeded();
    }

    /// Forgets what was begun: the packets between were left out on purpose.
    void restart();

    /// Ticks a second of the RTP timestamp.
    int clockRate();
}
