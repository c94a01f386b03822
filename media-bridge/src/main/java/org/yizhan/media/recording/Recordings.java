package org.yizhan.media.recording;

import io.r2dbc.spi.Readable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.evidence.SealKey;
import org.yizhan.media.recording.webm.Envelope;
import org.yizhan.platform.outbox.Outbox;
import org.yizhan.platform.r2dbc.Columns;
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.ItemCode;
import org.yizhan.protocol.id.RecordingId;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/// Finds recordings: the index in PostgreSQL says which there are and whose, the folders hold them.
public final class Recordings {

    private static final String SELECT =
            "select id, consultation, case_id, scope, state, started_at, duration_ms, head_hash, inspection, item, term,"
                    + " keep_until, held_at, erased_at from media.recording ";

    /// Sources are counted from 1.
    private static final int FILM = 0;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DatabaseClient database;
    private final TransactionalOperator transactions;
    private final Outbox outbox;
    private final RecordingFolder folder;
    private final Copies copies;
    private final SealKey key;

    Recordings(
            DatabaseClient database,
            TransactionalOperator transactions,
            Outbox outbox,
            RecordingFolder folder,
            Copies copies,
            SealKey key) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outbox;
        this.folder = folder;
        this.copies = copies;
        this.key = key;
    }

    /// Those of a meeting that people of `station` may see, oldest first.
    public Flux<IndexedRecording> of(ConsultationId consultation, StationPath station) {
        return database.sql(SELECT + "where consultation = :consultation and (scope = :station or scope like :below)"
                        + " order by started_at, id")
                .bind("consultation", consultation.value())
                .bind("station", station.value())
                .bind("below", station.value() + ".%")
                .map(Recordings::row)
                .all();
    }

    /// Empty when there is none, or none that people of `station` may see.
    public Mono<IndexedRecording> find(RecordingId recording, StationPath station) {
        return database.sql(SELECT + "where id = :id and (scope = :station or scope like :below)")
                .bind("id", recording.value())
                .bind("station", station.value())
                .bind("below", station.value() + ".%")
                .map(Recordings::row)
                .one();
    }

    /// What the recording consists of, as it is on the disk now. Empty when its folder is gone.
    ///
    /// @param withFragments whether each source lists its fragments: some hundred bytes for each second
    public Mono<Manifest> manifest(RecordingId recording, boolean withFragments) {
        return Mono.fromCallable(() -> read(recording, withFragments)).subscribeOn(Schedulers.boundedElastic());
    }

    private @Nullable Manifest read(RecordingId recording, boolean withFragments) throws IOException {
        Manifest manifest = folder.manifest(recording);
        return manifest == null || !withFragments
                ? manifest
                : manifest.withFragments(FragmentLog.fragments(folder.of(recording)));
    }

    /// The recording as it is played, with what a second copy has where the first has holes; both must be sealed for
    /// that. Empty when its folder is gone.
    ///
    /// @param withFragments see [#manifest(RecordingId, boolean)]
    public Mono<Replay> replay(RecordingId recording, boolean withFragments) {
        return Mono.fromCallable(() -> {
                    Manifest first = read(recording, withFragments);
                    Manifest second = first == null || first.state() != Manifest.State.SEALED
                            ? null
                            : read(SecondRecorder.copyOf(recording), withFragments);
                    boolean sealed = second != null && second.state() == Manifest.State.SEALED;
                    return first == null ? null : Replay.of(first, sealed ? second : null);
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /// Whether the recording is as it was sealed, its second copy too; a sentence for each thing that is not. To be
    /// called where blocking is allowed.
    public List<Finding> verify(RecordingId recording) throws IOException {
        List<Finding> findings = new ArrayList<>(verifyCopy(recording));
        RecordingId copy = SecondRecorder.copyOf(recording);
        if (isHere(copy) && folder.isFinished(copy)) {
            findings.addAll(verifyCopy(copy));
        }
        return List.copyOf(findings);
    }

    private List<Finding> verifyCopy(RecordingId recording) throws IOException {
        Manifest manifest = folder.manifest(recording);
        if (manifest != null && Erasure.in(folder.of(recording)) == null) {
            for (RecordedSource source : manifest.sources()) {
                copies.bringBack(manifest, source);
            }
        }
        return Verifier.verify(folder.of(recording), key.publicKey());
    }

    /// Whether its files are on this machine.
    public boolean isHere(RecordingId recording) throws IOException {
        return folder.manifest(recording) != null;
    }

    /// Makes a recording unreadable for ever, its second copy first. May be repeated. To be called where blocking is
    /// allowed.
    public Erasure erase(RecordingId recording, String reason, Instant at) throws IOException {
        RecordingId copy = SecondRecorder.copyOf(recording);
        if (isHere(copy)) {
            Erasure.of(folder, copies, key, copy, reason, at);
        }
        return Erasure.of(folder, copies, key, recording, reason, at);
    }

    /// A source as a player reads it, of either copy. To be opened and read where blocking is allowed.
    ///
    /// @param manifest as it is played, see [Replay]
    /// @throws KeyMissing when it is encrypted and its key is not here
    public SourceContent content(Manifest manifest, RecordedSource source) throws IOException {
        if (source.n() > Replay.SECOND) {
            return ofCopy(SecondRecorder.copyOf(manifest.recording()), source.n() - Replay.SECOND);
        }
        copies.bringBack(manifest, source);
        return folder.content(manifest, source);
    }

    private SourceContent ofCopy(RecordingId copy, int source) throws IOException {
        Manifest manifest = folder.manifest(copy);
        for (RecordedSource known : manifest == null ? List.<RecordedSource>of() : manifest.sources()) {
            if (known.n() == source && manifest != null) {
                copies.bringBack(manifest, known);
                return folder.content(manifest, known);
            }
        }
        throw new IOException("the second copy " + copy + " has no source " + source);
    }

    /// How the film of a recording is stored: under the recording's own key, so that it is unreadable with it. To be
    /// called where blocking is allowed.
    ///
    /// @throws KeyMissing when the recording is encrypted and its key is not here
    public Envelope filmEnvelope(Manifest manifest) throws IOException {
        return folder.keys().of(manifest, FILM);
    }

    /// A film that was stored so, as a player reads it. To be opened and read where blocking is allowed.
    public SourceContent film(Manifest manifest, Path file) throws IOException {
        return SourceContent.open(file, filmEnvelope(manifest));
    }

    /// Notes a recording that is written or was found, and announces it the first time.
    Mono<Void> written(Manifest manifest) {
        return insert(manifest)
                .flatMap(inserted -> inserted > 0
                        ? outbox.announce(new Event.RecordingStarted(
                                manifest.consultation(), manifest.caseId(), manifest.recording(), manifest.startedAt()))
                        : state(manifest))
                .as(transactions::transactional);
    }

    /// Notes a seal and announces it once.
    Mono<Void> sealed(Manifest manifest, Manifest.Seal seal) {
        return insert(manifest)
                .then(update(manifest, seal))
                .filter(updated -> updated > 0)
                .flatMap(_ -> outbox.announce(new Event.RecordingSealed(
                        manifest.consultation(),
                        manifest.caseId(),
                        manifest.recording(),
                        seal.chainHead(),
                        manifest.durationMs(),
                        manifest.interrupted(),
                        manifest.sources().size(),
                        seal.at())))
                .as(transactions::transactional);
    }

    /// A second copy is sealed: what was found in the first alone may be filled now.
    Mono<Void> copySealed(RecordingId first) {
        return database.sql("update media.recording set inspected_head = null where id = :id and erased_at is null")
                .bind("id", first.value())
                .then();
    }

    /// Announces that a recording can no longer be written.
    Mono<Void> failed(Event.RecordingFailed event) {
        return outbox.announce(event).as(transactions::transactional);
    }

    private Mono<Long> insert(Manifest manifest) {
        CaseId caseId = manifest.caseId();
        var insert = database.sql("insert into media.recording"
                        + " (id, consultation, case_id, item, scope, state, started_at, folder) values"
                        + " (:id, :consultation, :case, :item, :scope, :state, :started, :folder)"
                        + " on conflict (id) do nothing")
                .bind("id", manifest.recording().value())
                .bind("consultation", manifest.consultation().value())
                .bind("scope", manifest.scope().value())
                .bind("state", Manifest.State.WRITING.word())
                .bind("started", manifest.startedAt().atOffset(ZoneOffset.UTC))
                .bind(
                        "folder",
                        folder.root()
                                .relativize(folder.of(manifest.recording()))
                                .toString());
        insert = caseId == null ? insert.bindNull("case", UUID.class) : insert.bind("case", caseId.value());
        ItemCode item = manifest.item();
        return (item == null ? insert.bindNull("item", String.class) : insert.bind("item", item.value()))
                .fetch()
                .rowsUpdated();
    }

    private Mono<Void> state(Manifest manifest) {
        return database.sql("update media.recording set state = :state, duration_ms = :duration where id = :id")
                .bind("state", manifest.state().word())
                .bind("duration", manifest.durationMs())
                .bind("id", manifest.recording().value())
                .then();
    }

    private Mono<Long> update(Manifest manifest, Manifest.Seal seal) {
        return database.sql(
                        "update media.recording set state = 'sealed', duration_ms = :duration, head_hash = :head,"
                                + " sealed_at = :sealed where id = :id and (state <> 'sealed' or head_hash is distinct from :head)")
                .bind("duration", manifest.durationMs())
                .bind("head", seal.chainHead())
                .bind("sealed", seal.at().atOffset(ZoneOffset.UTC))
                .bind("id", manifest.recording().value())
                .fetch()
                .rowsUpdated();
    }

    private static IndexedRecording row(Readable row) {
        UUID caseId = Columns.orNull(row, "case_id", UUID.class);
        String inspection = Columns.orNull(row, "inspection", String.class);
        return new IndexedRecording(
                new RecordingId(Columns.get(row, "id", UUID.class)),
                new ConsultationId(Columns.get(row, "consultation", UUID.class)),
                caseId == null ? null : new CaseId(caseId),
                new StationPath(Columns.get(row, "scope", String.class)),
                Columns.get(row, "state", String.class),
                Columns.get(row, "started_at", OffsetDateTime.class).toInstant(),
                Columns.get(row, "duration_ms", Long.class),
                Columns.orNull(row, "head_hash", String.class),
                inspection == null ? null : JSON.readValue(inspection, Inspection.class),
                Columns.orNull(row, "item", String.class),
                Columns.get(row, "term", String.class),
                instant(row, "keep_until"),
                instant(row, "held_at") != null,
                instant(row, "erased_at"));
    }

    private static @Nullable Instant instant(Readable row, String column) {
        OffsetDateTime at = Columns.orNull(row, column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
