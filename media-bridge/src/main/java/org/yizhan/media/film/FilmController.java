package org.yizhan.media.film;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.media.playback.Looks;
import org.yizhan.media.playback.SourceFiles;
import org.yizhan.media.recording.IndexedRecording;
import org.yizhan.media.recording.KeyMissing;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.Recordings;
import org.yizhan.protocol.id.RecordingId;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The film of a recording over HTTP: for supervisors and auditors, each within their station, with an open playback.
@RestController
@RequestMapping("/api/recordings/{recording}")
class FilmController {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Looks looks;
    private final Films films;
    private final FilmMaking making;
    private final Recordings recordings;
    private final SourceFiles files;
    private final Clock clock;
    private final ZoneId zone;

    FilmController(
            Looks looks,
            Films films,
            FilmMaking making,
            Recordings recordings,
            SourceFiles files,
            FilmSettings settings,
            Clock clock) {
        this.looks = looks;
        this.films = films;
        this.making = making;
        this.recordings = recordings;
        this.files = files;
        this.clock = clock;
        this.zone = settings.zone();
    }

    /// Asks for the film and registers that this look takes it along. Asked again it says where it stands.
    @PostMapping("/film")
    Mono<ResponseEntity<Film>> ask(
            @PathVariable("recording") RecordingId recording,
            @RequestParam(name = "playback", required = false) @Nullable UUID playback) {
        return looks.opened(recording, playback)
                .flatMap(look -> possible(look.recording()).thenReturn(look))
                .flatMap(look -> films.ask(look, clock.instant()).then(state(look)))
                .map(film -> ResponseEntity.accepted()
                        .cacheControl(CacheControl.noStore())
                        .body(film));
    }

    /// Where it stands.
    @GetMapping("/film")
    Mono<ResponseEntity<Film>> state(
            @PathVariable("recording") RecordingId recording,
            @RequestParam(name = "playback", required = false) @Nullable UUID playback) {
        return looks.opened(recording, playback)
                .flatMap(this::state)
                .map(film ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(film));
    }

    /// Stops making it, or deletes it.
    @DeleteMapping("/film")
    Mono<ResponseEntity<Void>> cancel(
            @PathVariable("recording") RecordingId recording,
            @RequestParam(name = "playback", required = false) @Nullable UUID playback) {
        return looks.exporting(recording, playback)
                .flatMap(_ -> making.drop(recording))
                .map(_ -> ResponseEntity.noContent().build());
    }

    /// The film itself, single byte ranges.
    @GetMapping("/film.webm")
    Mono<Void> download(
            @PathVariable("recording") RecordingId recording,
            @RequestParam(name = "playback", required = false) @Nullable UUID playback,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        return looks.exporting(recording, playback)
                .flatMap(look -> state(look)
                        .filter(film -> film.state() == Film.State.READY)
                        .switchIfEmpty(Mono.error(() -> FilmProblem.as(FilmProblem.NOT_READY)))
                        .filterWhen(_ -> making.isHere(recording))
                        .switchIfEmpty(Mono.error(() -> FilmProblem.as(FilmProblem.NO_FILM)))
                        .flatMap(_ -> manifest(recording))
                        .flatMap(manifest -> {
                            response.getHeaders().set(HttpHeaders.CONTENT_DISPOSITION, name(manifest));
                            return files.send(
                                    () -> recordings.film(
                                            manifest, making.shelf().film(recording)),
                                    "video/webm",
                                    request,
                                    response);
                        }));
    }

    private Mono<Film> state(Looks.Look look) {
        RecordingId recording = look.recording().recording();
        return films.find(recording)
                .map(film -> film.at(look.recording(), making.doneMs(recording)))
                .switchIfEmpty(Mono.error(() -> FilmProblem.as(FilmProblem.NO_FILM)));
    }

    /// What would make it fail is told before.
    private Mono<Void> possible(IndexedRecording recording) {
        if (!recording.state().equals(Manifest.State.SEALED.word())) {
            return Mono.error(() -> FilmProblem.as(FilmProblem.BEING_WRITTEN));
        }
        return manifest(recording.recording())
                .flatMap(
                        manifest -> Mono.fromCallable(() -> checked(manifest)).subscribeOn(Schedulers.boundedElastic()))
                .then();
    }

    private Manifest checked(Manifest manifest) throws IOException {
        try {
            recordings.filmEnvelope(manifest);
        } catch (KeyMissing _) {
            throw FilmProblem.as(FilmProblem.KEY_MISSING);
        }
        if (!making.hasEncoder()) {
            throw FilmProblem.as(FilmProblem.NO_ENCODER);
        }
        if (!making.shelf().hasRoomFor(manifest)) {
            throw FilmProblem.as(FilmProblem.DISK_FULL);
        }
        return manifest;
    }

    private Mono<Manifest> manifest(RecordingId recording) {
        return recordings
                .manifest(recording, false)
                .switchIfEmpty(Mono.error(() -> FilmProblem.as(FilmProblem.NO_RECORDING)));
    }

    /// By the meeting's date and time; whose meeting it was is nobody's business who sees the folder.
    private String name(Manifest manifest) {
        return "attachment; filename=\"yizhan-" + NAME.withZone(zone).format(manifest.startedAt()) + ".webm\"";
    }
}
