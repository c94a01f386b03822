package org.yizhan.media.recording;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.yizhan.media.room.Recorder;
import org.yizhan.media.room.Recorders;
import org.yizhan.media.room.RoomFacts;
import org.yizhan.protocol.bridge.RecordingPlan;
import org.yizhan.protocol.id.RecordingId;

/// Recorders that write to the disk, and their threads. A few threads serve all recordings, each recording always the
/// same one: they take what has gathered every 50 ms, so a packet wakes nobody.
final class DiskRecorders implements Recorders, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DiskRecorders.class);

    private static final long ROUND_MILLIS = 50;
    private static final long SEAL_AGAIN_SECONDS = 30;

    private final RecordingFolder folder;
    private final RecordingSettings settings;
    private final Finishing finishing;
    private final Announcer announcer;
    private final Clock wall;
    private final List<ScheduledExecutorService> writers = new ArrayList<>();
    private final Map<Writing, Future<?>> running = new ConcurrentHashMap<>();
    private final Map<RecordingId, Future<?>> interrupted = new ConcurrentHashMap<>();
    private volatile boolean started;

    DiskRecorders(
            RecordingFolder folder, RecordingSettings settings, Finishing finishing, Announcer announcer, Clock wall) {
        this.folder = folder;
        this.settings = settings;
        this.finishing = finishing;
        this.announcer = announcer;
        this.wall = wall;
    }

    @Override
    public Recorder open(RoomFacts room, RecordingPlan plan) {
        WriterInbox inbox = new WriterInbox(settings.inbox().toBytes());
        RoomRecorder recorder = new RoomRecorder(room, inbox);
        recorder.arrange(plan);
        if (!started) {
            inbox.fail();
            return recorder;
        }
        Manifest begun = Manifest.begun(
                plan.recording(), room.consultation(), plan.caseId(), plan.item(), plan.scope(), wall.instant());
        Writing writing = new Writing(folder, settings, finishing, announcer, wall, begun, System.nanoTime(), inbox);
        ScheduledExecutorService writer = writer(plan.recording());
        writer.execute(() -> forget(plan.recording()));
        // The round may end the schedule before its own entry is made: both happen on the writer's thread.
        writer.execute(() -> running.put(
                writing,
                writer.scheduleWithFixedDelay(() -> round(writing, writer), 0, ROUND_MILLIS, TimeUnit.MILLISECONDS)));
        return recorder;
    }

    @Override
    public int open() {
        return running.size();
    }

    /// Mends what the last run left behind. Recordings that nobody continues in time are sealed as they are.
    @Override
    public void start() {
        for (int i = 0; i < settings.writers(); i++) {
            ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().name("recording-" + i).daemon().factory());
            writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            writers.add(writer);
        }
        started = true;
        try {
            folder.open().forEach(id -> writer(id).execute(() -> recover(id)));
        } catch (IOException broken) {
            LOG.error("cannot look for interrupted recordings in {}", folder.root(), broken);
        }
    }

    @Override
    public void stop() {
        if (!started) {
            return;
        }
        started = false;
        // Never interrupted: an interrupt closes the file that is being written.
        writers.forEach(ScheduledExecutorService::shutdown);
        for (ScheduledExecutorService writer : writers) {
            try {
                if (!writer.awaitTermination(10, TimeUnit.SECONDS)) {
                    LOG.warn("a recording's writer does not end: the disk is stuck");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        running.keySet().forEach(Writing::suspend);
        running.clear();
        writers.clear();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /// Before whatever opens rooms, and ends after it.
    @Override
    public int getPhase() {
        return 0;
    }

    private void round(Writing writing, ScheduledExecutorService writer) {
        if (writing.round()) {
            return;
        }
        Future<?> rounds = running.get(writing);
        if (rounds != null) {
            rounds.cancel(false);
        }
        sealOrTryAgain(writing, writer);
        running.remove(writing);
    }

    private void sealOrTryAgain(Writing writing, ScheduledExecutorService writer) {
        if (!writing.seal() && started) {
            later(writer, () -> sealOrTryAgain(writing, writer), SEAL_AGAIN_SECONDS);
        }
    }

    private void recover(RecordingId id) {
        try {
            if (!folder.recall(id)) {
                folder.unmarkFinished(id);
                return;
            }
            Manifest left = finishing.interrupted(id);
            LOG.info("recording {} found {}, {} ms", id, left.state().word(), left.durationMs());
            announcer.written(left);
            if (left.state() == Manifest.State.INTERRUPTED) {
                interrupted.put(
                        id,
                        later(
                                writer(id),
                                () -> sealLeft(id),
                                settings.continueWithin().toSeconds()));
            } else {
                sealLeft(id);
            }
        } catch (IOException | RuntimeException broken) {
            LOG.error("recording {} cannot be mended", id, broken);
        }
    }

    private void sealLeft(RecordingId id) {
        interrupted.remove(id);
        try {
            announcer.sealed(finishing.seal(finishing.interrupted(id), wall.instant()));
        } catch (IOException broken) {
            LOG.error("recording {} cannot be sealed", id, broken);
        }
    }

    /// Somebody continues it.
    private void forget(RecordingId id) {
        Future<?> deadline = interrupted.remove(id);
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private ScheduledExecutorService writer(RecordingId id) {
        return writers.get(Math.floorMod(id.hashCode(), writers.size()));
    }

    private static Future<?> later(ScheduledExecutorService writer, Runnable task, long seconds) {
        return writer.schedule(task, seconds, TimeUnit.SECONDS);
    }
}
