package org.yizhan.media.retention;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.media.recording.IndexedRecording;
import org.yizhan.media.recording.Recordings;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Legal holds and certificates of erasure, for supervisors and auditors within their station.
@RestController
@RequestMapping("/api/recordings/{recording}")
class RetentionController {

    private static final int MAX_REASON = 500;

    private static final Problem NO_RECORDING =
            Problem.of(404, "recording-not-found", "没有找到这段录像。", "There is no such recording.");
    private static final Problem NOT_ERASED =
            Problem.of(404, "recording-not-erased", "这段录像没有被销毁。", "This recording was not erased.");
    private static final Problem ERASED =
            Problem.of(410, "recording-erased", "录像已到保管期限并销毁。", "The recording reached its term and was erased.");
    private static final Problem REASON_NEEDED = Problem.of(
                    400, "hold-reason", "请填写理由（最多 500 字）。", "Please state the reason, in at most 500 characters.")
            .at("reason");

    private final Recordings recordings;
    private final Terms terms;
    private final Clock clock;

    RetentionController(Recordings recordings, Terms terms, Clock clock) {
        this.recordings = recordings;
        this.terms = terms;
        this.clock = clock;
    }

    record HoldRequest(@Nullable String reason) {}

    /// Keeps the recording whatever its term.
    @PutMapping("/hold")
    Mono<ResponseEntity<Void>> hold(
            @PathVariable("recording") RecordingId recording, @RequestBody HoldRequest request) {
        return change(recording, true, request);
    }

    /// Releases it; the reason is as much part of the register.
    @DeleteMapping("/hold")
    Mono<ResponseEntity<Void>> release(
            @PathVariable("recording") RecordingId recording, @RequestBody HoldRequest request) {
        return change(recording, false, request);
    }

    @GetMapping("/holds")
    Flux<Terms.Hold> holds(@PathVariable("recording") RecordingId recording) {
        return viewer().flatMap(actor -> visible(recording, actor)).flatMapMany(_ -> terms.holds(recording));
    }

    /// The signed certificate.
    @GetMapping(path = "/erasure", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<String> erasure(@PathVariable("recording") RecordingId recording) {
        return viewer().flatMap(actor -> visible(recording, actor))
                .flatMap(_ -> terms.certificate(recording))
                .switchIfEmpty(Mono.error(() -> new ProblemException(NOT_ERASED)));
    }

    private Mono<ResponseEntity<Void>> change(RecordingId recording, boolean held, HoldRequest request) {
        String reason = request.reason() == null ? "" : request.reason().strip();
        if (reason.isEmpty() || reason.length() > MAX_REASON) {
            return viewer().flatMap(_ -> Mono.error(() -> new ProblemException(REASON_NEEDED)));
        }
        return viewer().flatMap(actor -> visible(recording, actor)
                        .flatMap(_ -> terms.hold(recording, held, actor, reason, clock.instant())))
                .filter(done -> done)
                .switchIfEmpty(Mono.error(() -> new ProblemException(ERASED)))
                .map(_ -> ResponseEntity.noContent().build());
    }

    private static Mono<Actor> viewer() {
        return CurrentActor.get(Role.SUPERVISOR, Role.AUDITOR);
    }

    private Mono<IndexedRecording> visible(RecordingId recording, Actor actor) {
        return recordings
                .find(recording, actor.station())
                .switchIfEmpty(Mono.error(() -> new ProblemException(NO_RECORDING)));
    }
}
