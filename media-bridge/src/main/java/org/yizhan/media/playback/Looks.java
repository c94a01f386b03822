package org.yizhan.media.playback;

import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.media.recording.IndexedRecording;
import org.yizhan.media.recording.RecordingSettings;
import org.yizhan.media.recording.Recordings;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Mono;

/// Who may see what: supervisors and auditors, within their station, after a reason was stated and registered.
@Component
public class Looks {

    private final Recordings recordings;
    private final PlaybackRegister register;
    private final RecordingSettings settings;
    private final Clock clock;

    Looks(Recordings recordings, PlaybackRegister register, RecordingSettings settings, Clock clock) {
        this.recordings = recordings;
        this.register = register;
        this.settings = settings;
        this.clock = clock;
    }

    /// A playback that is open.
    public record Look(UUID playback, Actor actor, IndexedRecording recording) {}

    static Mono<Actor> viewer() {
        return CurrentActor.get(Role.SUPERVISOR, Role.AUDITOR);
    }

    Mono<IndexedRecording> visible(RecordingId recording, Actor actor) {
        return recordings
                .find(recording, actor.station())
                .switchIfEmpty(Mono.error(() -> PlaybackProblem.as(PlaybackProblem.NO_RECORDING)));
    }

    /// The playback, when it is this session's and still good.
    public Mono<Look> opened(RecordingId recording, @Nullable UUID playback) {
        return viewer().flatMap(actor -> visible(recording, actor)
                        .filter(it -> it.erasedAt() == null)
                        .switchIfEmpty(Mono.error(() -> PlaybackProblem.as(PlaybackProblem.ERASED)))
                        .flatMap(it -> Mono.justOrEmpty(playback).map(id -> new Look(id, actor, it)))
                        .filterWhen(look -> register.isOpen(
                                look.playback(), recording, actor, clock.instant(), settings.playbackFor())))
                .switchIfEmpty(Mono.error(() -> PlaybackProblem.as(PlaybackProblem.PLAYBACK_NEEDED)));
    }

    /// Registers that the look takes the whole recording along as one film.
    ///
    /// @return whether it does so for the first time
    public Mono<Boolean> exports(Look look) {
        return register.exports(look.playback(), clock.instant());
    }

    /// The playback, when it was registered that it takes the film along.
    public Mono<Look> exporting(RecordingId recording, @Nullable UUID playback) {
        return opened(recording, playback)
                .filterWhen(look -> register.exported(look.playback()))
                .switchIfEmpty(Mono.error(() -> PlaybackProblem.as(PlaybackProblem.PLAYBACK_NEEDED)));
    }
}
