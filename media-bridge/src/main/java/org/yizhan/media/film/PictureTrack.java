package org.yizhan.media.film;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.SourceContent;
import org.yizhan.media.recording.webm.ElementStream;

/// The pictures of one source, decoded as they are needed, each at its own time.
final class PictureTrack implements AutoCloseable {

    private final Ffmpeg.Run run;
    private final ElementStream.Frames frames;
    private final Place size;
    private byte @Nullable [] current;
    private ElementStream.@Nullable Frame next;
    private boolean broken;

    /// @param size all pictures are fitted into it, whatever size they come in
    PictureTrack(Ffmpeg ffmpeg, SourceContent content, Place size) throws IOException {
        this.size = size;
        String box = size.width() + ":" + size.height();
        this.run = ffmpeg.start(List.of(
                "-threads",
                "1",
                "-f",
                "matroska,webm",
                "-i",
                "pipe:0",
                "-map",
                "0:v:0",
                "-fps_mode",
                "passthrough",
                "-vf",
                "scale=" + box + ":force_original_aspect_ratio=decrease:flags=bilinear,pad=" + box
                        + ":(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p",
                "-c:v",
                "rawvideo",
                "-f",
                "matroska",
                "pipe:1"));
        run.feed(content);
        this.frames = ElementStream.framesOf(new BufferedInputStream(run.out(), 1 << 20));
        this.next = read();
    }

    Place size() {
        return size;
    }

    /// The newest picture at a time of the file; later calls ask for later times. Null before the first.
    byte @Nullable [] at(long ms) {
        for (ElementStream.Frame ahead = next; ahead != null && ahead.timeMs() <= ms; ahead = next) {
            current = ahead.data();
            next = read();
        }
        return current;
    }

    /// Whether it gave no picture at all, or stopped within one.
    boolean isBroken() {
        return broken || current == null;
    }

    @Override
    public void close() {
        run.close();
    }

    private ElementStream.@Nullable Frame read() {
        try {
            ElementStream.Frame frame = frames.next();
            if (frame != null && frame.data().length != size.bytes()) {
                throw new IOException("a picture of " + frame.data().length + " bytes");
            }
            return frame;
        } catch (IOException _) {
            broken = true;
            return null;
        }
    }
}
