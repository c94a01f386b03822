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
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.id.RecordingId;

/// Recorders that write to the disk, and their threads. A few threads serve all recordings, each recording always the
/// same one: they take what has gathered every 50 ms, so a packet wakes nobody.
final class DiskRecorders implements Recorders, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DiskRecorders.class);

    private static final long ROUND_MILLIS = 50;
    private static final long SEAL_AGAIN_SECONDS = 30;

    /// How often is looked for recordings that another bridge left behind.
    private static final long LOOK_SECONDS = 5;

    private final RecordingFolder folder;
    private final RecordingSettings settings;
    private final Finishing finishing;
    private final Announcer announcer;
    private final Clock wall;
    private final List<ScheduledExecutorService> writers = new ArrayList<>();
    private final Map<Writing, Future<?>> running = new ConcurrentHashMap<>();
    private final Map<RecordingId, Left> interrupted = new ConcurrentHashMap<>();
    private final Abandoned abandoned;
    private volatile boolean started;

    /// What waits to be continued, and until when.
    private record Left(Pen pen, Future<?> deadline) {}

    DiskRecorders(
            RecordingFolder folder, RecordingSettings settings, Finishing finishing, Announcer announcer, Clock wall) {
        this.folder = folder;
        this.settings = settings;
        this.finishing = finishing;
        this.announcer = announcer;
        this.wall = wall;
        this.abandoned = new Abandoned(folder);
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
                plan.recording(),
                SecondRecorder.consultationOf(room.consultation()),
                plan.caseId(),
                plan.item(),
                plan.scope(),
                wall.instant());
        Writing writing =
                new Writing(folder, settings, finishing, announcer, wall, begun, System.nanoTime(), inbox, plan.turn());
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
            for (RecordingId id : folder.open()) {
                if (abandoned.byOurselves(id)) {
                    writer(id).execute(() -> recover(id));
                }
            }
        } catch (IOException broken) {
            LOG.error("cannot look for interrupted recordings in {}", folder.root(), broken);
        }
        writers.getFirst().scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /// Shows others that what waits here is not forgotten, and takes over what they have forgotten.
    private void look() {
        interrupted.forEach((id, left) -> writer(id).execute(() -> keep(id, left)));
        try {
            abandoned.byOthers().forEach(id -> writer(id).execute(() -> recover(id)));
        } catch (IOException | RuntimeException broken) {
            LOG.warn("cannot look for recordings that were left behind: {}", broken.toString());
        }
    }

    private void keep(RecordingId id, Left left) {
        try {
            left.pen().look();
        } catch (IOException _) {
            // Another bridge goes on with it.
            forget(id);
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
        if ((!writing.isOpened() && isWrittenAlready(writing)) || writing.round()) {
            return;
        }
        Future<?> rounds = running.get(writing);
        if (rounds != null) {
            rounds.cancel(false);
        }
        sealOrTryAgain(writing, writer);
        running.remove(writing);
    }

    /// An earlier recorder of the same room may have to end first.
    private boolean isWrittenAlready(Writing writing) {
        return running.keySet().stream()
                .anyMatch(other -> other != writing
                        && other.isOpened()
                        && other.recording().equals(writing.recording()));
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
            Pen.Holder before = folder.holder(id);
            Pen pen = folder.takePen(id, before == null ? 0 : before.turn());
            settled(id, pen);
        } catch (IOException | RuntimeException broken) {
            LOG.error("recording {} cannot be mended", id, broken);
        }
    }

    /// Mends the recording once nobody else writes it any more.
    private void settled(RecordingId id, Pen pen) {
        if (!pen.isSettled()) {
            writer(id).schedule(() -> settled(id, pen), Pen.SETTLES.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        try {
            pen.look();
            Manifest left = finishing.interrupted(id);
            LOG.info("recording {} found {}, {} ms", id, left.state().word(), left.durationMs());
            announcer.written(left);
            if (left.state() == Manifest.State.INTERRUPTED) {
                interrupted.put(
                        id,
                        new Left(
                                pen,
                                later(
                                        writer(id),
                                        () -> sealLeft(id, pen),
                                        settings.continueWithin().toSeconds())));
            } else {
                sealLeft(id, pen);
            }
        } catch (Pen.Taken _) {
            LOG.info("recording {} is continued by another bridge", id);
        } catch (IOException | RuntimeException broken) {
            LOG.error("recording {} cannot be mended", id, broken);
        }
    }

    private void sealLeft(RecordingId id, Pen pen) {
        interrupted.remove(id);
        try {
            pen.look();
            announcer.sealed(finishing.seal(finishing.interrupted(id), wall.instant()));
        } catch (Pen.Taken _) {
            LOG.info("recording {} is continued by another bridge", id);
        } catch (IOException broken) {
            LOG.error("recording {} cannot be sealed", id, broken);
        }
    }

    /// Somebody continues it.
    private void forget(RecordingId id) {
        Left left = interrupted.remove(id);
        if (left != null) {
            left.deadline().cancel(false);
        }
    }

    private ScheduledExecutorService writer(RecordingId id) {
        return writers.get(Math.floorMod(id.hashCode(), writers.size()));
    }

    private static Future<?> later(ScheduledExecutorService writer, Runnable task, long seconds) {
        return writer.schedule(task, seconds, TimeUnit.SECONDS);
    }
}
