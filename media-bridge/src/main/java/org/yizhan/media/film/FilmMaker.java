package org.yizhan.media.film;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.media.recording.KeyMissing;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.RecordedSource;
import org.yizhan.media.recording.Replay;
import org.yizhan.media.recording.SourceContent;
import org.yizhan.media.recording.webm.Envelope;

/// Makes the film of one recording. A second of the film is a second of the session clock, pauses and holes included,
/// so that what happened when the record says is found there. Blocks its caller for as long as it takes.
final class FilmMaker {

    private static final Logger LOG = LoggerFactory.getLogger(FilmMaker.class);

    static final int PICTURES_PER_SECOND = 25;
    private static final int PICTURE_MS = 1000 / PICTURES_PER_SECOND;
    private static final int PICTURE_SAMPLES = SoundTrack.RATE / PICTURES_PER_SECOND;

    /// What of the recording is needed.
    interface Contents {
        SourceContent open(RecordedSource source) throws IOException;
    }

    /// Somebody no longer wants it.
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1;
    }

    /// @param missing numbers of the sources of which nothing could be decoded
    record Made(long bytes, List<Integer> missing) {}

    private final Ffmpeg ffmpeg;
    private final ZoneId zone;

    FilmMaker(Ffmpeg ffmpeg, ZoneId zone) {
        this.ffmpeg = ffmpeg;
        this.zone = zone;
    }

    /// @param file     is replaced
    /// @param progress is told how many ms of the film are made
    Made make(
            Replay replay,
            Contents contents,
            Envelope envelope,
            Path file,
            BooleanSupplier stopped,
            LongConsumer progress)
            throws IOException, InterruptedException {
        Manifest manifest = replay.manifest();
        try (FilmEncoder encoder = new FilmEncoder(ffmpeg, manifest, PICTURE_MS, PICTURE_SAMPLES, envelope, file);
                Cutting cutting = new Cutting(replay, contents)) {
            long count = (manifest.durationMs() + PICTURE_MS - 1) / PICTURE_MS;
            for (long n = 0; n < count && encoder.takes(); n++) {
                if (stopped.getAsBoolean()) {
                    throw new Stopped();
                }
                cutting.moment(n);
                encoder.moment(n * PICTURE_MS, cutting.canvas.picture(), cutting.sound);
                progress.accept(n * PICTURE_MS);
            }
            return new Made(encoder.finish(), List.copyOf(cutting.missing));
        }
    }

    /// The tracks that are open while the film goes by.
    private final class Cutting implements AutoCloseable {
        private final Replay replay;
        private final Manifest manifest;
        private final Contents contents;
        private final Staging staging;
        private final DateLine line = new DateLine(zone);
        private final PauseCard card = PauseCard.read();
        private final Canvas canvas = new Canvas();
        private final Map<Integer, PictureTrack> pictures = new HashMap<>();
        private final Map<Integer, SoundTrack> sounds = new HashMap<>();
        private final TreeSet<Integer> missing = new TreeSet<>();
        private final int[] mix = new int[PICTURE_SAMPLES];
        private final short[] sound = new short[PICTURE_SAMPLES];

        Cutting(Replay replay, Contents contents) throws IOException {
            this.replay = replay;
            this.manifest = replay.manifest();
            this.contents = contents;
            this.staging = new Staging(replay);
        }

        void moment(long n) throws IOException {
            long ms = n * PICTURE_MS;
            canvas.clear();
            if (staging.pausedAt(ms)) {
                card.draw(canvas);
            } else {
                for (Staging.Seen seen : staging.at(ms)) {
                    show(seen, ms);
                }
            }
            line.draw(canvas, manifest.startedAt().plusMillis(ms));
            mix(n * PICTURE_SAMPLES, ms);
            closeBefore(ms);
        }

        private void show(Staging.Seen seen, long ms) throws IOException {
            RecordedSource source = seen.source();
            PictureTrack track = source == null ? null : track(source);
            byte[] picture = source == null || track == null ? null : track.at(ms - source.startMs());
            if (track == null || picture == null) {
                canvas.emptySeat(seen.place());
            } else {
                canvas.draw(picture, track.size(), seen.place());
            }
        }

        private @Nullable PictureTrack track(RecordedSource source) throws IOException {
            PictureTrack known = pictures.get(source.n());
            if (known != null || missing.contains(source.n())) {
                return known;
            }
            try {
                PictureTrack track = new PictureTrack(ffmpeg, contents.open(source), staging.size(source));
                pictures.put(source.n(), track);
                return track;
            } catch (KeyMissing gone) {
                throw gone;
            } catch (IOException broken) {
                LOG.warn("source {} is not in the film: {}", source.n(), broken.toString());
                missing.add(source.n());
                return null;
            }
        }

        private void mix(long from, long ms) throws IOException {
            Arrays.fill(mix, 0);
            for (RecordedSource source : staging.sounds()) {
                if (isHeard(source, ms)) {
                    SoundTrack track = sounds.get(source.n());
                    if (track == null) {
                        track = new SoundTrack(ffmpeg, contents.open(source), source.startMs());
                        sounds.put(source.n(), track);
                    }
                    track.mix(from, mix);
                }
            }
            for (int i = 0; i < mix.length; i++) {
                sound[i] = (short) Math.clamp(mix[i], Short.MIN_VALUE, Short.MAX_VALUE);
            }
        }

        /// Of one copy a sound may begin within a picture.
        private boolean isHeard(RecordedSource source, long ms) {
            return replay.takes().isEmpty()
                    ? source.startMs() < ms + PICTURE_MS && ms < source.endMs()
                    : replay.plays(source, ms);
        }

        private void closeBefore(long ms) {
            for (RecordedSource source : manifest.sources()) {
                if (source.endMs() <= ms) {
                    close(source.n());
                }
            }
        }

        private void close(int n) {
            PictureTrack picture = pictures.remove(n);
            if (picture != null) {
                note(n, picture.isBroken());
                picture.close();
            }
            SoundTrack heard = sounds.remove(n);
            if (heard != null) {
                note(n, heard.isBroken());
                heard.close();
            }
        }

        private void note(int n, boolean broken) {
            if (broken) {
                missing.add(n);
            }
        }

        @Override
        public void close() {
            List<Integer> open = new ArrayList<>(pictures.keySet());
            open.addAll(sounds.keySet());
            open.forEach(this::close);
        }
    }
}
