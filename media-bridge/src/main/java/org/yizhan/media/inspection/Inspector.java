package org.yizhan.media.inspection;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.media.recording.Inspection;
import org.yizhan.media.recording.Inspection.Code;
import org.yizhan.media.recording.Inspection.Flaw;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.RecordedSource;
import org.yizhan.media.recording.Replay;
import org.yizhan.media.recording.SourceContent;
import org.yizhan.protocol.bridge.SourceKind;

/// Looks through one recording. Blocks its caller for as long as decoding takes.
final class Inspector {

    /// More than this of pictures is decoded by its key pictures only, so that a verdict comes within a minute.
    private static final long ALL_PICTURES_MS = 15 * 60_000L;

    private static final long WRONG_LENGTH_MS = 1000;

    /// EN 301 549 asks for 100 ms; below this the measure itself is not sure.
    private static final long SKEW_MS = 160;

    /// More say no more.
    private static final int MAX_SEAL_FLAWS = 20;

    /// Opens a source for decoding.
    interface Contents {
        SourceContent open(RecordedSource source) throws IOException;
    }

    private record Heard(RecordedSource source, Sound sound) {}

    private record Seen(RecordedSource source, Pictures pictures) {}

    private final Decoder decoder;
    private final Clock clock;

    Inspector(Decoder decoder, Clock clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    /// @param replay    with its fragments
    /// @param sealFlaws what is not as it was sealed, a sentence each
    Inspection inspect(Replay replay, List<String> sealFlaws, Contents contents)
            throws IOException, InterruptedException {
        Manifest manifest = replay.manifest();
        long begun = System.nanoTime();
        List<Flaw> flaws = new ArrayList<>();
        sealFlaws.stream()
                .limit(MAX_SEAL_FLAWS)
                .forEach(flaw -> flaws.add(new Flaw(Code.SEAL_BROKEN, 0, 0, manifest.durationMs(), flaw)));
        flaws.addAll(Holes.flaws(replay));
        if (manifest.sources().isEmpty()) {
            flaws.add(new Flaw(Code.NOTHING_RECORDED, 0, 0, manifest.durationMs(), ""));
        }
        String pictures = "none";
        if (!decoder.isThere()) {
            flaws.add(new Flaw(Code.NO_DECODER, 0, 0, 0, ""));
        } else {
            boolean keysOnly = manifest.sources().stream()
                            .filter(source -> !source.kind().isAudio())
                            .mapToLong(RecordedSource::durationMs)
                            .sum()
                    > ALL_PICTURES_MS;
            pictures = keysOnly ? "key" : "all";
            decode(manifest, keysOnly, contents, flaws);
        }
        return Inspection.of(pictures, flaws, clock.instant(), (System.nanoTime() - begun) / 1_000_000);
    }

    private void decode(Manifest manifest, boolean keysOnly, Contents contents, List<Flaw> flaws)
            throws IOException, InterruptedException {
        List<Heard> heard = new ArrayList<>();
        List<Seen> seen = new ArrayList<>();
        for (RecordedSource source : manifest.sources()) {
            if (source.fragments().isEmpty()) {
                continue;
            }
            try (SourceContent content = contents.open(source)) {
                if (source.kind().isAudio()) {
                    listen(source, content, flaws).ifPresent(sound -> heard.add(new Heard(source, sound)));
                } else {
                    look(source, content, keysOnly, flaws).ifPresent(pictures -> seen.add(new Seen(source, pictures)));
                }
            }
        }
        if (!keysOnly) {
            skews(heard, seen, flaws);
        }
    }

    private Optional<Sound> listen(RecordedSource source, SourceContent content, List<Flaw> flaws)
            throws IOException, InterruptedException {
        Sound sound = new Sound();
        Decoder.Outcome outcome = decoder.sound(content, sound);
        if (!plays(source, outcome, sound.count(), flaws)) {
            return Optional.empty();
        }
        length(source, sound.durationMs(), flaws);
        int missing = (int) (missingMs(source) / 20);
        if (sound.isSilent(missing)) {
            flaws.add(whole(Code.SILENT_TRACK, source, ""));
        }
        return Optional.of(sound);
    }

    private Optional<Pictures> look(RecordedSource source, SourceContent content, boolean keysOnly, List<Flaw> flaws)
            throws IOException, InterruptedException {
        Pictures pictures = new Pictures();
        Decoder.Outcome outcome = decoder.pictures(content, keysOnly, pictures);
        if (!plays(source, outcome, pictures.count(), flaws)) {
            return Optional.empty();
        }
        if (!keysOnly) {
            length(source, pictures.durationMs(), flaws);
        }
        int repeated = (int) (missingMs(source) * Decoder.PICTURES_PER_SECOND / 1000);
        if (pictures.isBlack()) {
            flaws.add(whole(Code.BLACK_TRACK, source, ""));
        } else if (source.kind() == SourceKind.CAMERA && !keysOnly && pictures.isFrozen(repeated)) {
            // Paper lies still, and so may a screen; a face does not.
            flaws.add(whole(Code.FROZEN_TRACK, source, ""));
        }
        return Optional.of(pictures);
    }

    private static boolean plays(RecordedSource source, Decoder.Outcome outcome, int count, List<Flaw> flaws) {
        if (outcome.exit() != 0 || count == 0) {
            flaws.add(whole(Code.UNPLAYABLE, source, outcome.complaints()));
            return false;
        }
        if (!outcome.complaints().isEmpty()) {
            flaws.add(whole(Code.DAMAGED, source, outcome.complaints()));
        }
        return true;
    }

    private static void length(RecordedSource source, long decodedMs, List<Flaw> flaws) {
        if (Math.abs(decodedMs - source.durationMs()) > WRONG_LENGTH_MS) {
            flaws.add(whole(Code.DURATION, source, Long.toString(decodedMs)));
        }
    }

    private static void skews(List<Heard> heard, List<Seen> seen, List<Flaw> flaws) {
        for (Seen eye : seen) {
            if (eye.source().kind() != SourceKind.CAMERA) {
                continue;
            }
            for (Heard ear : heard) {
                if (ear.source().member().equals(eye.source().member())) {
                    Skew.lateness(
                                    ear.sound().change(),
                                    ear.source().startMs(),
                                    eye.pictures().change(),
                                    eye.source().startMs())
                            .ifPresent(late -> {
                                if (Math.abs(late) >= SKEW_MS) {
                                    flaws.add(whole(Code.SKEW, ear.source(), Long.toString(late)));
                                }
                            });
                }
            }
        }
    }

    private static long missingMs(RecordedSource source) {
        return Holes.in(source).stream()
                .mapToLong(hole -> hole.endMs() - hole.startMs())
                .sum();
    }

    private static Flaw whole(Code code, RecordedSource source, String detail) {
        return new Flaw(code, source.n(), source.startMs(), source.endMs(), detail);
    }
}
