package org.yizhan.media.film;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.IndexedRecording;
import org.yizhan.protocol.id.RecordingId;

/// Where the film of a recording stands.
///
/// @param doneMs    how much of it is made
/// @param totalMs   how long it will be
/// @param bytes     null until it is ready
/// @param missing   numbers of the sources of which nothing could be decoded
/// @param problem   code of the problem, when it failed
/// @param expiresAt when it is deleted; null until it is ready or failed
public record Film(
        RecordingId recording,
        State state,
        long doneMs,
        long totalMs,
        @Nullable Long bytes,
        List<Integer> missing,
        @Nullable String problem,
        @Nullable Instant expiresAt) {

    /// From asked for to there.
    public enum State {
        WAITING,
        MAKING,
        READY,
        FAILED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Film at(IndexedRecording of, long done) {
        return new Film(
                recording,
                state,
                state == State.READY ? of.durationMs() : done,
                of.durationMs(),
                bytes,
                missing,
                problem,
                expiresAt);
    }
}
