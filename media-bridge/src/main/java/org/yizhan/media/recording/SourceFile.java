package org.yizhan.media.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.evidence.FragmentLog;
import org.yizhan.media.recording.frames.OpusFrames;
import org.yizhan.media.recording.webm.Cluster;
import org.yizhan.media.recording.webm.WebmFile;
import org.yizhan.media.recording.webm.WebmTrack;

/// Gathers a source's frames into fragments and writes each fragment with its line in the log.
final class SourceFile {

    /// A fragment of one very large picture after another is closed early.
    private static final int MAX_FRAGMENT = 4 << 20;

    /// More are counted into the last one: a source that stutters for an hour shall not fill the manifest.
    private static final int MAX_GAPS = 500;

    private final int n;
    private final WebmFile file;
    private final FragmentLog log;
    private final long fragmentMs;
    private final Permit permit;
    private final List<Manifest.Gap> gaps = new ArrayList<>();

    private Cluster.@Nullable Builder open;
    private long openedNanos;
    private long lastMs = -1;
    private long stepMs = 40;
    private long endMs;
    private long soundEndMicros = Long.MIN_VALUE;

    /// Asked before each write; fails when somebody else writes this recording now.
    interface Permit {
        void check() throws IOException;
    }

    SourceFile(int n, WebmFile file, FragmentLog log, long fragmentMs, Permit permit) {
        this.n = n;
        this.file = file;
        this.log = log;
        this.fragmentMs = fragmentMs;
        this.permit = permit;
    }

    void picture(long micros, boolean key, boolean lossBefore, byte[] data, long nowNanos) throws IOException {
        long ms = lastMs < 0 ? 0 : lastMs + WebmTrack.Picture.GRID_MILLIS;
        ms = Math.max(ms, Math.floorDiv(micros, 1000L));
        if (lossBefore && lastMs >= 0) {
            gap(endMs, ms, "lost");
        }
        if (lastMs >= 0) {
            stepMs = Math.clamp(ms - lastMs, 1, 100);
        }
        if (key) {
            // A player that jumps to a key frame starts reading exactly there.
            flush();
        }
        add(ms, stepMs, key, data, nowNanos);
    }

    /// Writes a packet of sound, and silence before it where sound is missing: then who counts samples and who reads
    /// times hears the same.
    void sound(long micros, boolean lossBefore, byte[] data, long nowNanos) throws IOException {
        long at = Math.max(micros, lastMs * 1000);
        int length = OpusFrames.durationMicros(data);
        if (soundEndMicros == Long.MIN_VALUE) {
            soundEndMicros = at;
        }
        long hole = at - soundEndMicros;
        if (hole >= OpusFrames.SILENCE_MICROS) {
            long holeStart = soundEndMicros;
            while (at - soundEndMicros >= OpusFrames.SILENCE_MICROS) {
                add(
                        Math.max(lastMs, soundEndMicros / 1000),
                        OpusFrames.SILENCE_MICROS / 1000,
                        true,
                        OpusFrames.silence(),
                        nowNanos);
                soundEndMicros += OpusFrames.SILENCE_MICROS;
            }
            if (lossBefore || hole > 100_000) {
                gap(holeStart / 1000, at / 1000, lossBefore ? "lost" : "silent");
            }
            at = Math.max(at, lastMs * 1000);
        }
        add(at / 1000, Math.ceilDiv(length, 1000), true, data, nowNanos);
        // Rounding and slow drift gather here until they make up a whole frame of silence.
        soundEndMicros = soundEndMicros - at > 2L * OpusFrames.SILENCE_MICROS ? at + length : soundEndMicros + length;
    }

    /// Writes what has waited for long enough although no frame came to push it out.
    void tick(long nowNanos) throws IOException {
        if (open != null && nowNanos - openedNanos >= fragmentMs * 1_000_000) {
            flush();
        }
    }

    void flush() throws IOException {
        if (open == null) {
            return;
        }
        permit.check();
        Cluster cluster = open.build();
        open = null;
        WebmFile.Stored stored = file.append(cluster);
        log.append(n, stored.offset(), stored.bytes(), cluster);
    }

    void force() throws IOException {
        file.force();
    }

    /// Writes the last fragment and lets the file go. It gets its cues when the recording is sealed.
    void close() throws IOException {
        try (file) {
            flush();
        }
    }

    /// Lets the file go as it is.
    void abandon() {
        open = null;
        try {
            file.close();
        } catch (IOException _) {
            // The disk is broken; that is why it is abandoned.
        }
    }

    long bytes() {
        return file.length();
    }

    long endMs() {
        return endMs;
    }

    List<Manifest.Gap> gaps() {
        return List.copyOf(gaps);
    }

    private void add(long ms, long lengthMs, boolean key, byte[] data, long nowNanos) throws IOException {
        if (open != null && (ms - open.startMs() >= fragmentMs || open.size() > MAX_FRAGMENT)) {
            flush();
        }
        if (open == null) {
            open = new Cluster.Builder(ms);
            openedNanos = nowNanos;
        }
        open.add(ms, lengthMs, key, data);
        lastMs = ms;
        endMs = Math.max(endMs, ms + lengthMs);
    }

    private void gap(long startMs, long gapEndMs, String reason) {
        if (gapEndMs <= startMs) {
            return;
        }
        Manifest.Gap last = gaps.isEmpty() ? null : gaps.getLast();
        boolean joins = last != null && (startMs - last.endMs() < 1000 || gaps.size() >= MAX_GAPS);
        if (last != null && joins && (last.reason().equals(reason) || gaps.size() >= MAX_GAPS)) {
            gaps.set(gaps.size() - 1, new Manifest.Gap(last.startMs(), gapEndMs, last.reason()));
        } else {
            gaps.add(new Manifest.Gap(startMs, gapEndMs, reason));
        }
    }
}
