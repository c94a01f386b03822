package org.yizhan.media.recording;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// What was found when a sealed recording was looked and listened through.
///
/// @param pictures `all` decoded, or only the `key` pictures of a long recording; `none` where nothing was decoded
/// @param tookMs   how long it took
public record Inspection(Verdict verdict, String pictures, List<Flaw> flaws, Instant at, long tookMs) {

    public Inspection {
        flaws = List.copyOf(flaws);
    }

    public enum Verdict {
        /// Nothing was found.
        PASSED,
        /// It plays and its seal holds, but something is missing or wrong in it.
        FLAWED,
        /// It does not play, or is not as it was sealed.
        FAILED,
        /// It could not be looked at: the decoder is not installed.
        UNKNOWN;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What may be wrong.
    public enum Code {
        SEAL_BROKEN(Verdict.FAILED),
        UNPLAYABLE(Verdict.FAILED),
        /// The decoder complains, and goes on.
        DAMAGED(Verdict.FLAWED),
        /// What is decoded is shorter or longer than the manifest says.
        DURATION(Verdict.FLAWED),
        /// Nothing was written for a while, though nobody had paused.
        HOLE(Verdict.FLAWED),
        SILENT_TRACK(Verdict.FLAWED),
        BLACK_TRACK(Verdict.FLAWED),
        FROZEN_TRACK(Verdict.FLAWED),
        /// Sound and picture of a member are apart; `detail` says by how many ms the sound is late.
        SKEW(Verdict.FLAWED),
        NOTHING_RECORDED(Verdict.FLAWED),
        NO_DECODER(Verdict.UNKNOWN);

        private final Verdict weight;

        Code(Verdict weight) {
            this.weight = weight;
        }

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        Verdict weight() {
            return weight;
        }
    }

    /// @param source its number; 0: the recording as a whole
    /// @param fromMs on the session clock
    public record Flaw(Code code, int source, long fromMs, long toMs, String detail) {}

    /// The gravest flaw decides.
    public static Inspection of(String pictures, List<Flaw> flaws, Instant at, long tookMs) {
        Verdict verdict = Verdict.PASSED;
        for (Verdict weight : List.of(Verdict.UNKNOWN, Verdict.FLAWED, Verdict.FAILED)) {
            if (flaws.stream().anyMatch(flaw -> flaw.code().weight() == weight)) {
                verdict = weight;
            }
        }
        return new Inspection(verdict, pictures, flaws, at, tookMs);
    }
}
