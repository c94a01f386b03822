package org.yizhan.media.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.evidence.Chain;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.frames.Frame;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.recording.timing.MemberClock;
import org.yizhan.media.recording.timing.SessionClock;
import org.yizhan.media.recording.webm.WebmFile;
import org.yizhan.media.recording.webm.WebmTrack;
import org.yizhan.media.room.LineQuality;
import org.yizhan.media.room.View;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.SenderReport;
import org.yizhan.protocol.bridge.RecordingPause;
import org.yizhan.protocol.bridge.SourceKind;
import org.yizhan.protocol.id.MemberId;

/// One recording while it is written: its sources, its log, its manifest. On its writer thread only.
final class Recording {

    /// How often is looked whether the manifest needs to be written.
    private static final long MANIFEST_LOOK_NANOS = 1_000_000_000;

    /// Lengths, which a start after a crash finds out by itself, may be this old in it.
    private static final long MANIFEST_EVERY_NANOS = 10_000_000_000L;

    /// A start that moved by less is the same.
    private static final long START_MOVED_MS = 5;

    /// What the writer must know of a producer.
    ///
    /// @param askForKeyframe may be run on any thread
    record Feed(MemberId member, String label, SourceKind kind, Codec codec, Consumer<KeyframeNeed> askForKeyframe) {}

    private static final class Line {
        private final Feed feed;
        private @Nullable SourceWriter writer;
        private int n;
        private long overflowed;

        Line(Feed feed) {
            this.feed = feed;
        }
    }

    private final RecordingFolder folder;
    private final RecordingSettings settings;
    private final @Nullable Pen pen;
    private final Path path;
    private final FragmentLog log;
    private final SessionClock clock;
    private final int part;
    private final Map<Long, Line> lines = new HashMap<>();
    private final Map<MemberId, MemberClock> members = new HashMap<>();
    private final TreeMap<Integer, RecordedSource> sources = new TreeMap<>();
    private final List<Manifest.Span> pauses;
    private final RoomHistory history;
    private Manifest manifest;
    private boolean paused;
    private @Nullable RecordingPause pausedWhy;
    private long lookedAtNanos;
    private long savedAtNanos;
    private long forcedAtNanos;

    private Recording(
            RecordingFolder folder,
            RecordingSettings settings,
            Manifest manifest,
            SessionClock clock,
            @Nullable Pen pen)
            throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.pen = pen;
        this.clock = clock;
        this.manifest = manifest;
        this.part = manifest.parts().getLast().n();
        this.path = folder.of(manifest.recording());
        this.log = FragmentLog.open(path, manifest.recording(), Chain.ofVersion(manifest.version()));
        this.pauses = new ArrayList<>(manifest.pauses());
        this.history = new RoomHistory(manifest, clock);
        manifest.sources().forEach(source -> sources.put(source.n(), source));
        folder.begin(manifest, pen);
    }

    /// Begins a recording, or the next part of one that exists; its files must have been mended.
    ///
    /// @param begun    how it begins when it is new; when not, its start is when this part starts
    /// @param nowNanos the same moment as `begun.startedAt()`
    static Recording open(RecordingFolder folder, RecordingSettings settings, Manifest begun, long nowNanos)
            throws IOException {
        return open(folder, settings, begun, nowNanos, null);
    }

    /// @param pen looked at before every write; null: nobody else can write here
    static Recording open(
            RecordingFolder folder, RecordingSettings settings, Manifest begun, long nowNanos, @Nullable Pen pen)
            throws IOException {
        folder.mark(begun);
        Manifest known = folder.manifest(begun.recording());
        if (known == null) {
            Manifest first = folder.keys().begin(begun);
            return new Recording(folder, settings, first, SessionClock.begin(begun.startedAt(), nowNanos), pen);
        }
        SessionClock clock = SessionClock.resume(known.startedAt(), known.durationMs(), begun.startedAt(), nowNanos);
        // Killed before anything was written, it has no key yet; what was begun without one goes on without.
        Manifest next = known.sources().isEmpty() ? folder.keys().begin(known) : known;
        return new Recording(folder, settings, nextPart(next, clock.millis(nowNanos)), clock, pen);
    }

    /// Whoever was killed in a pause rested until now at least; the plan says whether it goes on.
    private static Manifest nextPart(Manifest known, long startMs) {
        return known.nextPart(startMs).pauseEnded(startMs);
    }

    Manifest manifest() {
        return manifest;
    }

    void opened(long key, Feed feed, long nowNanos) {
        Line line = new Line(feed);
        lines.put(key, line);
        if (!paused) {
            line.writer = writer(line, nowNanos);
        }
    }

    void packet(long key, SourcePacket packet) throws IOException {
        Line line = lines.get(key);
        if (line == null || line.writer == null) {
            return;
        }
        line.writer.packet(packet);
        if (line.writer.isOver()) {
            end(line);
            line.writer = writer(line, packet.arrivalNanos());
            line.feed.askForKeyframe().accept(KeyframeNeed.NEEDED);
        }
    }

    void report(long key, SenderReport report, long arrivalNanos) {
        Line line = lines.get(key);
        if (line != null && line.writer != null) {
            line.writer.report(report, arrivalNanos);
        }
    }

    void closed(long key) throws IOException {
        Line line = lines.remove(key);
        if (line != null) {
            end(line);
        }
    }

    /// Notes packets that came and could not be taken.
    void overflows(WriterInbox inbox) {
        lines.forEach((key, line) -> line.overflowed += inbox.overflows(key));
    }

    /// Every source ends at a pause and goes on in a file of its own after it, so that no file holds a jump.
    ///
    /// @param why null: the whole meeting is held
    void pause(boolean wanted, @Nullable RecordingPause why, long nowNanos) throws IOException {
        if (wanted == paused && (!wanted || Objects.equals(why, pausedWhy))) {
            return;
        }
        boolean rested = paused;
        paused = wanted;
        pausedWhy = why;
        endPause(nowNanos);
        history.rests(wanted, nowNanos);
        if (wanted) {
            for (Line line : lines.values()) {
                end(line);
            }
            pauses.add(Manifest.Span.begun(clock.millis(nowNanos), why));
        } else if (rested) {
            for (Line line : lines.values()) {
                line.writer = writer(line, nowNanos);
                line.feed.askForKeyframe().accept(KeyframeNeed.NEEDED);
            }
        }
        save();
    }

    void measured(List<LineQuality> lines, long nowNanos) {
        history.measured(lines, nowNanos);
    }

    void shown(List<View> views, long nowNanos) {
        history.shown(views, nowNanos);
    }

    private void endPause(long nowNanos) {
        if (!pauses.isEmpty()) {
            pauses.set(pauses.size() - 1, pauses.getLast().ended(clock.millis(nowNanos)));
        }
    }

    void tick(long nowNanos) throws IOException {
        mayWrite();
        boolean force = nowNanos - forcedAtNanos >= settings.forceEvery().toNanos();
        for (Line line : lines.values()) {
            if (line.writer != null) {
                line.writer.tick(nowNanos);
                if (force) {
                    line.writer.force();
                }
            }
        }
        if (force) {
            log.force();
            forcedAtNanos = nowNanos;
        }
        if (nowNanos - lookedAtNanos >= MANIFEST_LOOK_NANOS) {
            lookedAtNanos = nowNanos;
            refresh(nowNanos);
        }
    }

    /// Writes what is gathered and lets the files go.
    ///
    /// @return the manifest as it is on the disk; its files have no cues yet
    Manifest close(long nowNanos) throws IOException {
        for (Line line : lines.values()) {
            end(line);
        }
        lines.clear();
        endPause(nowNanos);
        manifest = manifest.partEnded(clock.millis(nowNanos));
        save();
        log.close();
        return manifest;
    }

    /// Writes what is gathered and lets the files go; the part stays open, the next run of the process finds it so.
    void suspend() throws IOException {
        for (Line line : lines.values()) {
            end(line);
        }
        lines.clear();
        save();
        log.close();
    }

    /// Lets everything go as it is after the disk refused a write, and says so in the manifest if the disk lets it.
    void abandon(String reason, long nowNanos) {
        for (Line line : lines.values()) {
            if (line.writer != null) {
                line.writer.abandon();
            }
        }
        lines.clear();
        try {
            log.close();
            manifest = manifest.failed(new Manifest.Failure(reason, clock.millis(nowNanos)));
            save();
        } catch (IOException _) {
            // The caller tells about the failure; here the disk is at fault again.
        }
    }

    /// Lets everything go as it is and touches nothing: another bridge goes on with it.
    void giveUp() {
        for (Line line : lines.values()) {
            if (line.writer != null) {
                line.writer.abandon();
            }
        }
        lines.clear();
        try {
            log.close();
        } catch (IOException _) {
            // Nothing of it is ours any more.
        }
    }

    private void mayWrite() throws IOException {
        if (pen != null) {
            pen.check();
        }
    }

    private SourceWriter writer(Line line, long nowNanos) {
        MemberClock member = members.computeIfAbsent(line.feed.member(), _ -> new MemberClock());
        return new SourceWriter(
                line.feed.codec(), member, clock, settings, new LineFiles(line), line.feed.askForKeyframe(), nowNanos);
    }

    /// One file of a line after the other.
    private final class LineFiles implements SourceWriter.Files {

        private final Line line;

        LineFiles(Line line) {
            this.line = line;
        }

        @Override
        public SourceFile open(RecordedCodec codec, Frame first) throws IOException {
            return openFile(line, codec, first);
        }

        @Override
        public void ended() {
            update(line);
        }
    }

    private SourceFile openFile(Line line, RecordedCodec codec, Frame first) throws IOException {
        mayWrite();
        WebmTrack track = codec.track(first.size().width(), first.size().height(), first.setup());
        int n = sources.isEmpty() ? 1 : sources.lastKey() + 1;
        String name = "source-" + n + (manifest.encryption() == null ? ".webm" : ".webm.sealed");
        WebmFile file = WebmFile.create(path.resolve(name), track, folder.keys().of(manifest, n));
        RecordedSource source = RecordedSource.begun(
                n,
                part,
                line.feed.member(),
                line.feed.label(),
                line.feed.kind(),
                codec,
                name,
                first.size(),
                first.setup(),
                file.length());
        line.n = n;
        sources.put(n, source);
        // On the disk before the first fragment: a fragment of an unknown source could not be explained.
        save();
        return new SourceFile(n, file, log, settings.fragment().toMillis(), this::mayWrite);
    }

    private void end(Line line) throws IOException {
        if (line.writer != null) {
            line.writer.close();
            update(line);
            line.writer = null;
        }
    }

    /// Writes the manifest when something changed that only it knows.
    private void refresh(long nowNanos) throws IOException {
        boolean changed = nowNanos - savedAtNanos >= MANIFEST_EVERY_NANOS;
        for (Line line : lines.values()) {
            RecordedSource before = sources.get(line.n);
            update(line);
            RecordedSource after = sources.get(line.n);
            changed |= before != null
                    && after != null
                    && (Math.abs(after.startMs() - before.startMs()) >= START_MOVED_MS
                            || !after.gaps().equals(before.gaps()));
        }
        if (changed) {
            savedAtNanos = nowNanos;
            save();
        }
    }

    private void update(Line line) {
        SourceWriter writer = line.writer;
        SourceFile file = writer == null ? null : writer.file();
        RecordedSource source = sources.get(line.n);
        if (writer != null && file != null && source != null) {
            sources.put(
                    line.n,
                    source.grown(
                            writer.startMs(), file.endMs(), file.bytes(), writer.lost(), line.overflowed, file.gaps()));
        }
    }

    private void save() throws IOException {
        mayWrite();
        manifest = manifest.written(List.copyOf(sources.values()), List.copyOf(pauses), log.head())
                .seen(history.quality(), history.slots());
        folder.write(manifest);
    }
}
