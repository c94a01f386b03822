package org.yizhan.media.recording;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.event.Event;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/// Brings what the writers tell into the index and to the other parts, in order, trying again while the database is
/// away. What is not brought there when the process ends is told again at the next start.
final class Announcements implements Announcer, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final Recordings recordings;
    private final RecordingFolder folder;
    private final Clock wall;
    private final Sinks.Many<Mono<Void>> steps = Sinks.many().unicast().onBackpressureBuffer();
    private @Nullable Disposable running;

    Announcements(Recordings recordings, RecordingFolder folder, Clock wall) {
        this.recordings = recordings;
        this.folder = folder;
        this.wall = wall;
    }

    @Override
    public void written(Manifest manifest) {
        if (!SecondRecorder.isCopy(manifest.recording())) {
            put(recordings.written(manifest));
        }
    }

    @Override
    public void sealed(Manifest manifest) {
        Manifest.Seal seal = manifest.seal();
        if (seal != null) {
            Mono<Void> noted = SecondRecorder.isCopy(manifest.recording())
                    ? recordings.copySealed(SecondRecorder.firstOf(manifest.recording()))
                    : recordings.sealed(manifest, seal);
            put(noted.then(unmark(manifest)));
        }
    }

    @Override
    public void failed(Manifest manifest, String reason) {
        if (SecondRecorder.isCopy(manifest.recording())) {
            // The first is written on; the log has why.
            return;
        }
        put(recordings.failed(new Event.RecordingFailed(
                manifest.consultation(), manifest.caseId(), manifest.recording(), reason, wall.instant())));
    }

    @Override
    public synchronized void start() {
        running = steps.asFlux()
                .concatMap(step -> step.retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
                        .maxBackoff(Duration.ofSeconds(15))
                        .doBeforeRetry(again -> LOG.warn(
                                "the index of recordings is not reached: {}",
                                String.valueOf(again.failure().getMessage())))))
                .subscribe();
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /// Before the recorders, which tell it things as soon as they start.
    @Override
    public int getPhase() {
        return -1;
    }

    /// Only now need the next start not look at it again.
    private Mono<Void> unmark(Manifest manifest) {
        return Mono.fromCallable(() -> {
                    folder.unmarkFinished(manifest.recording());
                    return true;
                })
                .onErrorResume(IOException.class, broken -> {
                    LOG.warn("the mark of recording {} stays: {}", manifest.recording(), broken.toString());
                    return Mono.empty();
                })
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    private synchronized void put(Mono<Void> step) {
        steps.emitNext(step, Sinks.EmitFailureHandler.FAIL_FAST);
    }
}
