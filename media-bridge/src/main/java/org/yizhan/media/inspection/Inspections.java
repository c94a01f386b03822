package org.yizhan.media.inspection;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.media.recording.Finding;
import org.yizhan.media.recording.Inspection;
import org.yizhan.media.recording.Manifest;
import org.yizhan.media.recording.Recordings;
import org.yizhan.media.recording.Replay;
import org.yizhan.platform.outbox.Outbox;
import org.yizhan.platform.outbox.Outboxes;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.RecordingId;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/// Takes sealed recordings one after the other, keeps the verdict in the index and announces it. What the index
/// does not know a verdict of is taken again after a crash; a recording that is continued and sealed anew is
/// looked through anew.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InspectionSettings.class)
class Inspections implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Inspections.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Waiting(RecordingId recording, String head) {}

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final Outbox outbox;
    private final Recordings recordings;
    private final InspectionSettings settings;
    private final Inspector inspector;
    private final Scheduler thread = Schedulers.newSingle("inspection", true);
    private @Nullable Disposable running;

    Inspections(
            DatabaseClient database,
            TransactionalOperator transactions,
            Outboxes outboxes,
            Recordings recordings,
            InspectionSettings settings,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outboxes.in("media");
        this.recordings = recordings;
        this.settings = settings;
        this.inspector = new Inspector(
                new Decoder(settings.decoder(), settings.patience().toSeconds()), clock);
    }

    @Override
    public synchronized void start() {
        if (settings.enabled()) {
            running = Flux.interval(settings.every())
                    .onBackpressureDrop()
                    .concatMap(_ -> round(), 1)
                    .subscribe();
        }
    }

    private Mono<Void> round() {
        return database.sql("select id, head_hash from media.recording where state = 'sealed' and erased_at is null"
                        + " and head_hash is distinct from inspected_head order by sealed_at limit 50")
                .map(row -> new Waiting(
                        new RecordingId(Columns.get(row, "id", UUID.class)),
                        Columns.get(row, "head_hash", String.class)))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::inspect)
                .then()
                .onErrorResume(broken -> {
                    LOG.warn("recordings cannot be looked through now: {}", broken.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> inspect(Waiting waiting) {
        return Mono.fromCallable(() -> recordings.isHere(waiting.recording()))
                .subscribeOn(thread)
                .filter(here -> here)
                .flatMap(_ -> recordings.replay(waiting.recording(), true))
                .filter(replay -> isSealedAt(replay.manifest(), waiting.head()))
                .flatMap(replay -> Mono.fromCallable(() -> look(replay))
                        .subscribeOn(thread)
                        .flatMap(seen -> keep(replay.manifest(), waiting.head(), seen))
                        .then(againIfFilled(replay)))
                .onErrorResume(broken -> {
                    LOG.error("recording {} cannot be looked through", waiting.recording(), broken);
                    return Mono.empty();
                });
    }

    private static boolean isSealedAt(Manifest manifest, String head) {
        Manifest.Seal seal = manifest.seal();
        return seal != null && seal.chainHead().equals(head);
    }

    private Inspection look(Replay replay) throws IOException, InterruptedException {
        Manifest manifest = replay.manifest();
        List<String> seal = recordings.verify(manifest.recording()).stream()
                .map(Finding::zh)
                .toList();
        Inspection seen = inspector.inspect(replay, seal, source -> recordings.content(manifest, source));
        LOG.info(
                "recording {}: {} {} in {} ms",
                manifest.recording(),
                seen.verdict().word(),
                words(seen),
                seen.tookMs());
        return seen;
    }

    private Mono<Void> keep(Manifest manifest, String head, Inspection seen) {
        return database.sql("update media.recording set inspection = :inspection, inspected_head = :head"
                        + " where id = :id and inspected_head is distinct from :head")
                .bind("inspection", JSON.writeValueAsString(seen))
                .bind("head", head)
                .bind("id", manifest.recording().value())
                .fetch()
                .rowsUpdated()
                .filter(updated -> updated > 0)
                .flatMap(_ -> outbox.announce(new Event.RecordingInspected(
                        manifest.consultation(),
                        manifest.caseId(),
                        manifest.recording(),
                        head,
                        seen.verdict().word(),
                        words(seen),
                        seen.at())))
                .as(transactions::transactional);
    }

    /// A second copy that was sealed while the first was looked through alone may fill what was found.
    private Mono<Void> againIfFilled(Replay before) {
        RecordingId recording = before.manifest().recording();
        return Mono.defer(() -> recordings.replay(recording, false))
                .filter(now -> !now.takes().equals(before.takes()))
                .flatMap(_ -> database.sql("update media.recording set inspected_head = null where id = :id")
                        .bind("id", recording.value())
                        .then());
    }

    private static List<String> words(Inspection seen) {
        return seen.flaws().stream().map(flaw -> flaw.code().word()).distinct().toList();
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
}
