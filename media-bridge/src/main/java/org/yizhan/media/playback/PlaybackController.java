package org.yizhan.media.playback;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.media.recording.IndexedRecording;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.Recordings;
import org.yizhan.media.recording.Replay;
import org.yizhan.media.recording.Take;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.RecordingId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Recordings over HTTP: for supervisors and auditors, each within their station, and only after a reason was stated.
@RestController
@RequestMapping("/api/recordings")
class PlaybackController {

    private static final int MAX_REASON = 500;

    private final Recordings recordings;
    private final Looks looks;
    private final PlaybackRegister register;
    private final SourceFiles files;
    private final Clock clock;

    PlaybackController(Recordings recordings, Looks looks, PlaybackRegister register, SourceFiles files, Clock clock) {
        this.recordings = recordings;
        this.looks = looks;
        this.register = register;
        this.files = files;
        this.clock = clock;
    }

    /// The recordings of a meeting. That there is one may be seen without a reason; what is in it may not.
    @GetMapping
    Flux<IndexedRecording> list(@RequestParam("consultation") ConsultationId consultation) {
        return Looks.viewer().flatMapMany(actor -> recordings.of(consultation, actor.station()));
    }

    record PlaybackRequest(@Nullable String reason) {}

    /// @param manifest without its fragments, which a player does not need; with the sources of a second copy where
    ///                 that fills something
    /// @param takes    what is played when; empty: every source from its begin to its end
    record PlaybackOpened(UUID playback, Manifest manifest, List<Take> takes) {}

    /// Registers a look and opens the recording to the session that asks.
    @PostMapping("/{recording}/playbacks")
    Mono<ResponseEntity<PlaybackOpened>> open(
            @PathVariable("recording") RecordingId recording, @RequestBody PlaybackRequest request) {
        return Looks.viewer()
                .flatMap(actor -> looks.visible(recording, actor)
                        .filter(it -> it.erasedAt() == null)
                        .switchIfEmpty(Mono.error(() -> PlaybackProblem.as(PlaybackProblem.ERASED)))
                        .then(reason(request))
                        .flatMap(reason -> register.add(recording, actor, reason, clock.instant())))
                .flatMap(playback -> replay(recording)
                        .map(replay -> new PlaybackOpened(playback, replay.manifest(), replay.takes())))
                .map(opened -> ResponseEntity.status(HttpStatus.CREATED)
                        .cacheControl(CacheControl.noStore())
                        .body(opened));
    }

    /// Who looked at it, when and why.
    @GetMapping("/{recording}/playbacks")
    Flux<Playback> register(@PathVariable("recording") RecordingId recording) {
        return Looks.viewer()
                .flatMap(actor -> looks.visible(recording, actor))
                .flatMapMany(_ -> register.of(recording));
    }

    /// The whole manifest with its fragments, as it can be verified.
    @GetMapping("/{recording}/manifest")
    Mono<ResponseEntity<Manifest>> manifest(
            @PathVariable("recording") RecordingId recording,
            @RequestParam(name = "playback", required = false) @Nullable UUID playback) {
        return looks.opened(recording, playback)
                .then(manifest(recording, true))
                .map(manifest ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(manifest));
    }

    /// One source's file.
    @GetMapping("/{recording}/sources/{source:\\d{1,6}}.webm")
    Mono<Void> source(
            @PathVariable("recording") RecordingId recording,
            @PathVariable("source") int source,
            @RequestParam(name = "playback", required = false) @Nullable UUID playback,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        return looks.opened(recording, playback)
                .flatMap(open -> replay(recording)
                        .map(Replay::manifest)
                        .flatMap(manifest -> Mono.justOrEmpty(manifest.sources().stream()
                                        .filter(it -> it.n() == source)
                                        .findFirst())
                                .switchIfEmpty(Mono.error(() -> PlaybackProblem.as(PlaybackProblem.NO_SOURCE)))
                                .flatMap(it -> register.opens(open.playback(), source, clock.instant())
                                        .then(files.send(
                                                () -> recordings.content(manifest, it),
                                                it.contentType(),
                                                request,
                                                response)))));
    }

    private Mono<Replay> replay(RecordingId recording) {
        return recordings
                .replay(recording, false)
                .switchIfEmpty(Mono.error(() -> PlaybackProblem.as(PlaybackProblem.ELSEWHERE)));
    }

    /// The index knows it, so its files are somewhere.
    private Mono<Manifest> manifest(RecordingId recording, boolean withFragments) {
        return recordings
                .manifest(recording, withFragments)
                .switchIfEmpty(Mono.error(() -> PlaybackProblem.as(PlaybackProblem.ELSEWHERE)));
    }

    private static Mono<String> reason(PlaybackRequest request) {
        String reason = request.reason() == null ? "" : request.reason().strip();
        return reason.isEmpty() || reason.length() > MAX_REASON
                ? Mono.error(() -> PlaybackProblem.as(PlaybackProblem.REASON_NEEDED))
                : Mono.just(reason);
    }
}
