package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.yizhan.media.recording.store.ObjectStore;
import org.yizhan.media.recording.store.S3Settings;
import org.yizhan.media.recording.store.StoreRefusal;
import org.yizhan.protocol.id.RecordingId;

/// Brings recordings to the store: those that are written a few seconds behind their writers, sealed ones whole. What
/// waits, waits on the disk. On threads of its own, which nobody waits for.
final class StoreSender implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StoreSender.class);

    /// Recordings that are written and sent at once.
    private static final int LIVE = 4;

    /// After so long another bridge of the same folder sends what its recorder did not.
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    /// What waits is measured for so many recordings and counted for the rest.
    private static final int MEASURED = 100;

    private final RecordingFolder folder;
    private final ObjectStore store;
    private final StoredTree tree;
    private final KeyCopies keys;
    private final SealedSending sealed;
    private final StoredCopies copies;
    private final StoreState state;
    private final S3Settings settings;
    private final Clock wall;
    private final Map<RecordingId, Journal> journals = new ConcurrentHashMap<>();
    private final Set<RecordingId> busy = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService rounds;
    private @Nullable ExecutorService live;
    private volatile boolean stopped;

    StoreSender(
            RecordingFolder folder,
            ObjectStore store,
            StoredTree tree,
            KeyCopies keys,
            SealedSending sealed,
            StoredCopies copies,
            StoreState state,
            S3Settings settings,
            Clock wall) {
        this.folder = folder;
        this.store = store;
        this.tree = tree;
        this.keys = keys;
        this.sealed = sealed;
        this.copies = copies;
        this.state = state;
        this.settings = settings;
        this.wall = wall;
    }

    @Override
    public synchronized void start() {
        stopped = false;
        LOG.info("录像另存于 / recordings are stored in {}", state.where());
        rounds = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().name("store-", 0).daemon().factory());
        live = Executors.newFixedThreadPool(
                LIVE, Thread.ofPlatform().name("store-live-", 0).daemon().factory());
        long every = settings.every().toMillis();
        rounds.scheduleWithFixedDelay(() -> guarded(this::liveRound), every, every, TimeUnit.MILLISECONDS);
        rounds.scheduleWithFixedDelay(() -> guarded(this::sealedRound), 0, every, TimeUnit.MILLISECONDS);
    }

    /// Nothing is waited for: the next start goes on.
    @Override
    public synchronized void stop() {
        stopped = true;
        if (rounds != null && live != null) {
            rounds.shutdownNow();
            live.shutdownNow();
            rounds = null;
            live = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return rounds != null;
    }

    /// After the recorders, whose marks it reads.
    @Override
    public int getPhase() {
        return 1;
    }

    private interface Step {
        void run() throws IOException;
    }

    /// @return whether it went well
    private boolean guarded(Step step) {
        try {
            step.run();
            return true;
        } catch (StoreRefusal refusal) {
            if (!stopped) {
                state.refused(refusal);
            }
        } catch (IOException | RuntimeException broken) {
            state.failures.increment();
            LOG.warn("a recording cannot be stored now: {}", broken.toString());
        }
        return false;
    }

    /// Recordings that this bridge writes. Another one that took over a recording sends a journal of its own.
    private void liveRound() throws IOException {
        Set<RecordingId> open = new HashSet<>();
        for (RecordingId recording : folder.open()) {
            Pen.Holder holder = folder.holder(recording);
            if (holder == null || holder.home().equals(folder.home())) {
                open.add(recording);
            }
        }
        journals.keySet().retainAll(open);
        ExecutorService workers = workers();
        for (RecordingId recording : open) {
            if (workers != null && state.mayAsk() && busy.add(recording)) {
                workers.execute(() -> {
                    guarded(() -> sendLive(recording));
                    busy.remove(recording);
                });
            }
        }
    }

    private synchronized @Nullable ExecutorService workers() {
        return live;
    }

    void sendLive(RecordingId recording) throws IOException {
        Manifest manifest = folder.manifest(recording);
        if (manifest == null || manifest.state() == Manifest.State.SEALED) {
            return;
        }
        Journal journal = journals.computeIfAbsent(
                recording,
                _ -> new Journal(
                        folder,
                        recording,
                        store,
                        tree,
                        keys,
                        String.format("%013d-%s", wall.millis(), folder.home().substring(0, 4))));
        long sent = journal.round();
        if (sent > 0) {
            state.took(sent);
        }
    }

    void sealedRound() throws IOException {
        StoreMarks marks = folder.marks();
        Instant now = wall.instant();
        if (state.mayAsk()) {
            guarded(this::sendRotated);
        }
        for (StoreMarks.Mark mark : marks.all(StoreMarks.Kind.TO_SEND)) {
            boolean ours = mark.home().equals(folder.home())
                    || mark.at().plus(FORGOTTEN).isBefore(now);
            if (ours && state.mayAsk()) {
                guarded(() -> sealed.send(mark.recording(), mark.home()));
            }
        }
        for (StoreMarks.Mark mark : marks.all(StoreMarks.Kind.TO_DELETE)) {
            if (state.mayAsk()) {
                guarded(() -> sealed.delete(mark.recording()));
            }
        }
        Duration keep =
                settings.keepLocal().compareTo(StoredCopies.STAYS) < 0 ? StoredCopies.STAYS : settings.keepLocal();
        for (StoreMarks.Mark mark : marks.all(StoreMarks.Kind.LOCAL)) {
            if (mark.at().plus(keep).isBefore(now) && state.mayAsk()) {
                guarded(() -> sealed.leaveToStore(mark.recording()));
            }
        }
        copies.evict(settings.cache().toBytes(), now, sealed);
        measure(marks.all(StoreMarks.Kind.TO_SEND));
    }

    private void sendRotated() throws IOException {
        int sent = keys.sendRotated();
        if (sent >= 0) {
            LOG.info("{} 个密钥已重新存入 / {} keys that were wrapped anew are stored", sent, sent);
        }
    }

    private void measure(List<StoreMarks.Mark> waiting) throws IOException {
        long bytes = 0;
        for (StoreMarks.Mark mark : waiting.subList(0, Math.min(MEASURED, waiting.size()))) {
            Path path = folder.of(mark.recording());
            Journal journal = journals.get(mark.recording());
            long there = Math.max(Stored.in(path).bytes(), journal == null ? 0 : journal.knownBytes());
            bytes += Math.max(0, sizeOf(path) - there);
        }
        state.waits(waiting.size(), bytes);
    }

    private static long sizeOf(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return 0;
        }
        long bytes = 0;
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                // What was replaced meanwhile is counted next time.
                bytes += file.toFile().length();
            }
        }
        return bytes;
    }
}
