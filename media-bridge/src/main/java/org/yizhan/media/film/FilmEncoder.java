package org.yizhan.media.film;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.webm.Cue;
import org.yizhan.media.recording.webm.ElementStream;
import org.yizhan.media.recording.webm.Envelope;
import org.yizhan.media.recording.webm.RawStream;
import org.yizhan.media.recording.webm.Tags;
import org.yizhan.media.recording.webm.WebmFile;

/// Encodes pictures and sound to VP8 and Opus and writes them as one WebM file in which a player can jump. The program
/// writes into a pipe, where it can put neither length nor cues; this does, and encrypts each piece on its way.
final class FilmEncoder implements AutoCloseable {

    /// Paper stays readable at this: VP8 rarely needs it all.
    private static final String PICTURE_RATE = "2M";

    /// What a film takes at most, sound and container included; for asking the disk before.
    static final long BYTES_PER_SECOND = 300_000;

    private static final String SOUND_RATE = "64k";
    private static final int KEY_EVERY = 4 * FilmMaker.PICTURES_PER_SECOND;

    private final Ffmpeg.Run run;
    private final OutputStream in;
    private final RawStream raw;
    private final CompletableFuture<Long> writing;

    FilmEncoder(Ffmpeg ffmpeg, Manifest manifest, int pictureMs, int pictureSamples, Envelope envelope, Path file)
            throws IOException {
        this.run = ffmpeg.start(command());
        this.writing = CompletableFuture.supplyAsync(() -> write(run, manifest, envelope, file), Ffmpeg.WAITING);
        this.in = new BufferedOutputStream(run.in(), 1 << 20);
        RawStream begun;
        try {
            begun = new RawStream(
                    in, Staging.WIDTH, Staging.HEIGHT, pictureMs * 1_000_000L, SoundTrack.RATE, pictureSamples);
        } catch (IOException broken) {
            run.close();
            throw broken;
        }
        this.raw = begun;
    }

    /// Whether it has not come to an end by itself.
    boolean takes() {
        return !writing.isDone();
    }

    void moment(long timeMs, byte[] picture, short[] sound) throws IOException, InterruptedException {
        try {
            raw.moment(timeMs, picture, sound);
        } catch (IOException broken) {
            throw reason(broken);
        }
    }

    /// @return length of the file
    long finish() throws IOException, InterruptedException {
        try {
            in.close();
        } catch (IOException broken) {
            throw reason(broken);
        }
        String complaints = run.ended();
        long length = length();
        if (!complaints.isEmpty()) {
            throw new IOException("the encoder ended with " + complaints);
        }
        return length;
    }

    @Override
    public void close() {
        run.close();
        writing.exceptionally(_ -> 0L).join();
    }

    /// A pipe that broke says nothing; what the other end said, does.
    private IOException reason(IOException broken) throws InterruptedException {
        run.close();
        try {
            length();
            return broken;
        } catch (IOException told) {
            told.addSuppressed(broken);
            return told;
        }
    }

    private long length() throws IOException {
        try {
            return writing.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof UncheckedIOException told
                    ? told.getCause()
                    : new IOException("the film cannot be written", failed);
        }
    }

    private static long write(Ffmpeg.Run run, Manifest manifest, Envelope envelope, Path path) {
        ElementStream elements = ElementStream.ofClusters(new BufferedInputStream(run.out(), 1 << 20));
        List<Cue> cues = new ArrayList<>();
        WebmFile file = null;
        try {
            for (ElementStream.Element next = elements.next(); next != null; next = elements.next()) {
                if (next.isTracks()) {
                    file = WebmFile.create(path, joined(next.encoded(), Tags.of(words(manifest))), envelope);
                } else if (next.isCluster() && file != null) {
                    var cluster = next.cluster();
                    long offset = file.append(cluster).offset();
                    cluster.keysMs().forEach(key -> cues.add(new Cue(key, offset)));
                }
            }
            if (file == null) {
                throw new IOException("the encoder gave nothing");
            }
            file.finish(cues, manifest.durationMs());
            return file.length();
        } catch (IOException broken) {
            // Whoever feeds the encoder must not wait for a pipe that nobody empties.
            run.close();
            throw new UncheckedIOException(broken);
        } finally {
            close(file);
        }
    }

    private static void close(@Nullable WebmFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// What makes the film say which recording it is of.
    private static Map<String, String> words(Manifest manifest) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("TITLE", "Yizhan " + manifest.startedAt());
        words.put("DATE_RECORDED", manifest.startedAt().toString());
        words.put("RECORDING", manifest.recording().toString());
        words.put("CONSULTATION", manifest.consultation().toString());
        words.put("CHAIN_HEAD", manifest.chainHead());
        Manifest.Seal seal = manifest.seal();
        if (seal != null) {
            words.put("SEAL_KEY", seal.algorithm() + " " + seal.keyId());
        }
        return words;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static List<String> command() {
        return List.of(
                "-f",
                "matroska",
                "-i",
                "pipe:0",
                "-map",
                "0:v:0",
                "-map",
                "0:a:0",
                "-c:v",
                "libvpx",
                "-deadline",
                "realtime",
                "-cpu-used",
                "8",
                "-threads",
                "1",
                "-auto-alt-ref",
                "0",
                "-lag-in-frames",
                "0",
                "-crf",
                "10",
                "-b:v",
                PICTURE_RATE,
                "-g",
                Integer.toString(KEY_EVERY),
                "-c:a",
                "libopus",
                "-b:a",
                SOUND_RATE,
                "-cluster_time_limit",
                "2000",
                "-cluster_size_limit",
                "2000000",
                "-f",
                "webm",
                "pipe:1");
    }
}
