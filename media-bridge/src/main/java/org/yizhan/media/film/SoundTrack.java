package org.yizhan.media.film;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.yizhan.media.recording.SourceContent;

/// The sound of one source, decoded as it is needed.
final class SoundTrack implements AutoCloseable {

    static final int RATE = 48_000;

    /// Bytes, an even number.
    private static final int DROPPED_AT_ONCE = 1 << 16;

    private final Ffmpeg.Run run;
    private final InputStream samples;
    private final long startSample;
    private long heard;

    /// @param startMs where it begins in the film
    SoundTrack(Ffmpeg ffmpeg, SourceContent content, long startMs) throws IOException {
        this.startSample = startMs * RATE / 1000;
        this.run = ffmpeg.start(List.of(
                "-threads",
                "1",
                "-f",
                "matroska,webm",
                "-i",
                "pipe:0",
                "-map",
                "0:a:0",
                // Fills with silence what is missing in the file's times.
                "-af",
                "aresample=" + RATE + ":async=1:first_pts=0",
                "-ac",
                "1",
                "-f",
                "s16le",
                "pipe:1"));
        run.feed(content);
        this.samples = new BufferedInputStream(run.out(), 1 << 16);
    }

    /// Adds what is heard from sample `from` of the film on; later calls ask for later ones.
    void mix(long from, int[] into) throws IOException {
        int skipped = (int) Math.max(0, Math.min(into.length, startSample - from));
        drop(from + skipped - startSample - heard);
        byte[] read = samples.readNBytes(2 * (into.length - skipped));
        for (int i = 0; i + 1 < read.length; i += 2) {
            into[skipped + i / 2] += (short) (read[i] & 0xff | read[i + 1] << 8);
        }
        heard += read.length / 2;
    }

    /// What another copy was heard for.
    private void drop(long unheard) throws IOException {
        for (long left = unheard; left > 0; ) {
            int dropped = samples.readNBytes((int) Math.min(2 * left, DROPPED_AT_ONCE)).length / 2;
            if (dropped == 0) {
                return;
            }
            heard += dropped;
            left -= dropped;
        }
    }

    boolean isBroken() {
        return heard == 0;
    }

    @Override
    public void close() {
        run.close();
    }
}
