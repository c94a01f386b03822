package org.yizhan.media.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.protocol.bridge.SecondRecorder;
import org.yizhan.protocol.id.RecordingId;

/// Carries one recorder's inbox to the disk, round by round, on one writer thread.
final class Writing {

    private static final Logger LOG = LoggerFactory.getLogger(Writing.class);

    /// How long a second copy waits for the first to begin. What comes meanwhile is kept as far as the inbox goes.
    private static final long FIRST_WITHIN_NANOS = 5_000_000_000L;

    private final RecordingFolder folder;
    private final RecordingSettings settings;
    private final Finishing finishing;
    private final Announcer announcer;
    private final Clock wall;
    private final Manifest begun;
    private final long begunNanos;
    private final WriterInbox inbox;
    private final long turn;

    private @Nullable Recording recording;
    private @Nullable Pen pen;
    private boolean opened;
    private boolean left;
    private boolean taken;

    Writing(
            RecordingFolder folder,
            RecordingSettings settings,
            Finishing finishing,
            Announcer announcer,
            Clock wall,
            Manifest begun,
            long begunNanos,
            WriterInbox inbox,
            long turn) {
        this.folder = folder;
        this.settings = settings;
        this.finishing = finishing;
        this.announcer = announcer;
        this.wall = wall;
        this.begun = begun;
        this.begunNanos = begunNanos;
        this.inbox = inbox;
        this.turn = turn;
    }

    RecordingId recording() {
        return begun.recording();
    }

    boolean isOpened() {
        return opened;
    }

    /// Takes what waits.
    ///
    /// @return whether more may come
    boolean round() {
        try {
            if (!opened && !open()) {
                return true;
            }
            drain();
            if (recording != null && !left) {
                recording.tick(System.nanoTime());
            }
        } catch (Pen.Taken _) {
            giveWay();
        } catch (IOException broken) {
            fail(broken);
        } catch (RuntimeException broken) {
            LOG.error("recording {} stopped by a fault", begun.recording(), broken);
            fail(new IOException("fault", broken));
        }
        return !left;
    }

    /// Makes the recording final once its room is done with it.
    ///
    /// @return whether it is sealed; if not, it may be tried again
    boolean seal() {
        try {
            if (taken) {
                return true;
            }
            if (pen != null) {
                pen.look();
            }
            if (folder.manifest(begun.recording()) == null) {
                // The disk took nothing from the start; the failure was announced.
                return true;
            }
            Manifest mended = finishing.interrupted(begun.recording());
            announcer.sealed(finishing.seal(mended, wall.instant()));
            return true;
        } catch (Pen.Taken _) {
            giveWay();
            return true;
        } catch (IOException | UncheckedIOException broken) {
            LOG.warn("recording {} cannot be sealed yet: {}", begun.recording(), broken.toString());
            return false;
        }
    }

    /// The process ends in good order: everything gathered is written, the recording stays open for the next run.
    void suspend() {
        try {
            drain();
            if (recording != null) {
                recording.suspend();
            }
        } catch (IOException broken) {
            LOG.warn("recording {} lost its last moments: {}", begun.recording(), broken.toString());
        }
    }

    /// @return whether it is this process's turn; if not, what comes waits in the inbox for a moment
    private boolean open() throws IOException {
        if (!hasFirst()) {
            return false;
        }
        Pen own = pen;
        if (own == null) {
            own = folder.takePen(begun.recording(), turn);
            pen = own;
        }
        if (!own.isSettled()) {
            return false;
        }
        opened = true;
        own.look();
        if (folder.recall(begun.recording())) {
            finishing.interrupted(begun.recording());
        }
        recording = Recording.open(folder, settings, begun, begunNanos, own);
        announcer.written(recording.manifest());
        return true;
    }

    /// A second copy is written beside its first only: elsewhere nobody would find it, nor erase it.
    ///
    /// @return false: the first is not begun yet
    private boolean hasFirst() throws IOException {
        RecordingId first = SecondRecorder.firstOf(begun.recording());
        if (first.equals(begun.recording()) || folder.isBegun(first)) {
            return true;
        }
        if (System.nanoTime() - begunNanos < FIRST_WITHIN_NANOS) {
            return false;
        }
        throw new IOException("the first copy is not in " + folder.root() + ": two recorders need one folder");
    }

    /// Another bridge writes the recording now. What is here meanwhile is nothing to it.
    private void giveWay() {
        LOG.warn("recording {} is written by another bridge now", begun.recording());
        taken = true;
        opened = true;
        Recording theirs = recording;
        recording = null;
        if (theirs != null) {
            theirs.giveUp();
        }
        inbox.fail();
        try {
            drain();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void drain() throws IOException {
        if (recording != null) {
            recording.overflows(inbox);
        }
        for (WriterInbox.Item item = inbox.poll(); item != null; item = inbox.poll()) {
            if (item instanceof WriterInbox.Left) {
                left = true;
            }
            if (recording != null) {
                take(recording, item);
            }
        }
    }

    private void take(Recording to, WriterInbox.Item item) throws IOException {
        switch (item) {
            case WriterInbox.Opened it -> to.opened(it.key(), it.feed(), it.nanos());
            case WriterInbox.Packet it -> to.packet(it.key(), it.packet());
            case WriterInbox.Report it -> to.report(it.key(), it.report(), it.arrivalNanos());
            case WriterInbox.Closed it -> to.closed(it.key());
            case WriterInbox.Pause it -> to.pause(it.wanted(), it.why(), it.nanos());
            case WriterInbox.Measured it -> to.measured(it.lines(), it.nanos());
            case WriterInbox.Shown it -> to.shown(it.views(), it.nanos());
            case WriterInbox.Left it -> {
                to.close(it.nanos());
                recording = null;
            }
        }
    }

    /// The meeting goes on, unrecorded from here.
    private void fail(IOException broken) {
        String text = String.valueOf(broken.getMessage()).toLowerCase(Locale.ROOT);
        String reason = text.contains("space left") || text.contains("quota") ? "disk-full" : "disk-error";
        LOG.error("recording {} cannot be written any more: {}", begun.recording(), broken.toString());
        opened = true;
        Recording broke = recording;
        recording = null;
        if (broke != null) {
            broke.abandon(reason, System.nanoTime());
        }
        // Only now: who sees that nobody writes any more finds the reason in the manifest.
        inbox.fail();
        announcer.failed(begun, reason);
        try {
            drain();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
