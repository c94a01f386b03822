package org.yizhan.media.film;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yizhan.media.recording.KeyMissing;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.Recordings;
import org.yizhan.media.recording.Replay;
import org.yizhan.platform.outbox.EventConsumer;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.rounds.Rounds;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.EventId;
import org.yizhan.protocol.id.RecordingId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Makes the films that are asked for, one after the other, and deletes them in time: when their day is over, when
/// nobody wants them, and as soon as their recording is erased. What a killed process left half made is begun anew.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FilmSettings.class)
class FilmMaking implements EventConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(FilmMaking.class);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration SWEEP = Duration.ofMinutes(1);

    /// A picture takes milliseconds; who takes this long over one is stuck.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// What is made now.
    private static final class Running {
        private final RecordingId recording;
        private volatile long doneMs;
        private volatile long movedNanos = System.nanoTime();
        private volatile boolean stopped;

        Running(RecordingId recording) {
            this.recording = recording;
        }

        private void moved(long ms) {
            doneMs = ms;
            movedNanos = System.nanoTime();
        }

        private boolean stands() {
            return doneMs > 0 && System.nanoTime() - movedNanos > PATIENCE.toNanos();
        }
    }

    private sealed interface Outcome {
        record Ready(FilmMaker.Made made) implements Outcome {}

        record Unwanted() implements Outcome {}

        record Failed(Problem why) implements Outcome {}
    }

    private final Films films;
    private final Recordings recordings;
    private final FilmSettings settings;
    private final Clock clock;
    private final FilmShelf shelf;
    private final Ffmpeg ffmpeg;
    private final FilmMaker maker;
    private final Scheduler thread = Schedulers.newSingle("film", true);
    private volatile @Nullable Running running;
    private boolean cleaned;

    FilmMaking(
            Films films,
            Recordings recordings,
            FilmSettings settings,
            Clock clock,
            @Value("${yizhan.data:data}") Path data) {
        this.films = films;
        this.recordings = recordings;
        this.settings = settings;
        this.clock = clock;
        this.shelf = new FilmShelf(settings.folderIn(data), settings.reserve().toBytes());
        this.ffmpeg = new Ffmpeg(settings.encoder());
        this.maker = new FilmMaker(ffmpeg, settings.zone());
    }

    @Bean
    Rounds filmRounds() {
        return new Rounds("films that are asked for", FIRST, settings.every(), this::round);
    }

    @Bean
    Rounds filmSweeps() {
        return new Rounds("films whose day is over", FIRST, SWEEP, this::sweep);
    }

    @Override
    public String name() {
        return "media.film";
    }

    @Override
    public String schema() {
        return "media";
    }

    @Override
    public Mono<Void> on(EventId id, Event event) {
        return event instanceof Event.RecordingErased erased
                ? drop(erased.recording()).then()
                : Mono.empty();
    }

    FilmShelf shelf() {
        return shelf;
    }

    boolean hasEncoder() {
        return ffmpeg.isThere();
    }

    /// How much of a film is made, by this process.
    long doneMs(RecordingId recording) {
        Running now = running;
        return now != null && now.recording.equals(recording) ? now.doneMs : 0;
    }

    /// Whether the film lies on this machine.
    Mono<Boolean> isHere(RecordingId recording) {
        return Mono.fromCallable(() -> Files.exists(shelf.film(recording))).subscribeOn(Schedulers.boundedElastic());
    }

    /// Nobody wants it: what is made is deleted, what is being made is stopped.
    ///
    /// @return whether there was one
    Mono<Boolean> drop(RecordingId recording) {
        return films.drop(recording)
                .flatMap(was -> Mono.fromCallable(() -> {
                            stop(recording);
                            shelf.delete(recording);
                            return was;
                        })
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    private Mono<Void> round() {
        return begunAnew()
                .thenMany(films.waiting())
                .filterWhen(this::isOurs)
                .concatMap(this::make)
                .then();
    }

    /// Once, before the first: what the last run of the process had begun.
    private Mono<Void> begunAnew() {
        if (cleaned) {
            return Mono.empty();
        }
        return Mono.fromCallable(() -> {
                    shelf.deleteAllUnfinished();
                    return true;
                })
                .subscribeOn(Schedulers.boundedElastic())
                .thenMany(films.left())
                .filterWhen(this::isOurs)
                .concatMap(it -> films.move(it, Film.State.MAKING, Film.State.WAITING))
                .then(Mono.fromRunnable(() -> cleaned = true));
    }

    private Mono<Boolean> isOurs(RecordingId recording) {
        return Mono.fromCallable(() -> recordings.isHere(recording)).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Void> make(RecordingId recording) {
        return films.move(recording, Film.State.WAITING, Film.State.MAKING)
                .filter(mine -> mine)
                .flatMap(_ -> recordings.replay(recording, false))
                .flatMap(replay -> Mono.fromCallable(() -> made(replay))
                        .subscribeOn(thread)
                        .doOnCancel(() -> stop(recording))
                        .flatMap(it -> keep(recording, it)))
                .onErrorResume(broken -> {
                    LOG.error("the film of recording {} cannot be made", recording, broken);
                    return keep(recording, new Outcome.Failed(FilmProblem.FAILED));
                });
    }

    private Mono<Void> keep(RecordingId recording, Outcome outcome) {
        Instant until = clock.instant().plus(settings.keep());
        return switch (outcome) {
            case Outcome.Unwanted _ -> Mono.empty();
            case Outcome.Failed failed ->
                films.failed(recording, failed.why().code(), until).then();
            case Outcome.Ready ready ->
                films.made(recording, ready.made().bytes(), ready.made().missing(), until)
                        .filter(wanted -> !wanted)
                        .flatMap(_ -> drop(recording))
                        .then();
        };
    }

    private Outcome made(Replay replay) throws InterruptedException {
        Manifest manifest = replay.manifest();
        RecordingId recording = manifest.recording();
        Running now = new Running(recording);
        running = now;
        long begun = System.nanoTime();
        try {
            if (!recordings.verify(recording).isEmpty()) {
                return new Outcome.Failed(FilmProblem.SEAL_BROKEN);
            }
            if (!shelf.hasRoomFor(manifest)) {
                return new Outcome.Failed(FilmProblem.DISK_FULL);
            }
            Path unfinished = shelf.unfinished(recording);
            FilmMaker.Made made = maker.make(
                    replay,
                    source -> recordings.content(manifest, source),
                    recordings.filmEnvelope(manifest),
                    unfinished,
                    () -> now.stopped,
                    now::moved);
            Files.move(unfinished, shelf.film(recording), StandardCopyOption.ATOMIC_MOVE);
            LOG.info(
                    "film of recording {}: {} ms, {} bytes, in {} ms",
                    recording,
                    manifest.durationMs(),
                    made.bytes(),
                    (System.nanoTime() - begun) / 1_000_000);
            return new Outcome.Ready(made);
        } catch (FilmMaker.Stopped _) {
            return new Outcome.Unwanted();
        } catch (KeyMissing _) {
            return now.stopped ? new Outcome.Unwanted() : new Outcome.Failed(FilmProblem.KEY_MISSING);
        } catch (IOException broken) {
            LOG.error("the film of recording {} cannot be made", recording, broken);
            return new Outcome.Failed(isFull(broken) ? FilmProblem.DISK_FULL : FilmProblem.FAILED);
        } finally {
            running = null;
            tidy(recording);
        }
    }

    private static boolean isFull(IOException broken) {
        String text = String.valueOf(broken.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("space left") || text.contains("quota");
    }

    private void tidy(RecordingId recording) {
        try {
            shelf.deleteUnfinished(recording);
        } catch (IOException broken) {
            LOG.warn("half a film of recording {} stays until the next start: {}", recording, broken.toString());
        }
    }

    private void stop(RecordingId recording) {
        Running now = running;
        if (now != null && now.recording.equals(recording)) {
            now.stopped = true;
        }
    }

    /// Deletes what is over, and files that nobody knows of.
    Mono<Void> sweep() {
        Running now = running;
        if (now != null && now.stands()) {
            LOG.error("the film of recording {} stands still at {} ms", now.recording, now.doneMs);
            ffmpeg.endAll();
        }
        return films.over(clock.instant())
                .collectList()
                .then(Mono.fromCallable(shelf::finished).subscribeOn(Schedulers.boundedElastic()))
                .flatMapMany(Flux::fromIterable)
                .filter(it -> doneMs(it) == 0)
                .filterWhen(it -> films.find(it).hasElement().map(known -> !known))
                .concatMap(it -> Mono.fromCallable(() -> {
                            shelf.delete(it);
                            return it;
                        })
                        .subscribeOn(Schedulers.boundedElastic()))
                .doOnNext(it -> LOG.info("the film of recording {} is deleted", it))
                .then();
    }
}
