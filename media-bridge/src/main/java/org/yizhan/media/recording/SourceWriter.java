package org.yizhan.media.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.frames.Frame;
import org.yizhan.media.recording.frames.Frames;
import org.yizhan.media.recording.frames.ReorderBuffer;
import org.yizhan.media.recording.frames.SourcePacket;
import org.yizhan.media.recording.timing.MemberClock;
import org.yizhan.media.recording.timing.SessionClock;
import org.yizhan.media.recording.timing.SourceClock;
import org.yizhan.media.rtp.Codec;
import org.yizhan.media.rtp.SenderReport;

/// One source from packets to its file: order, frames, time, fragments. On the recording's writer thread only.
final class SourceWriter implements Frames.Output {

    /// Sound that comes this much later than its timestamp says was paused by its sender, or is held up. Shorter
    /// rests are told by the sender's reports.
    private static final long SUSPICIOUS_MICROS = 1_000_000;

    /// How long late sound waits to find out which of the two.
    private static final long DOUBT_NANOS = 1_000_000_000;

    /// Sound that waits in doubt, at most: what a burst after a stall of some seconds brings.
    private static final int MAX_DOUBTED = 512;

    private static final long ASK_AGAIN_NANOS = 1_000_000_000;

    /// A change of how pictures are coded begins another file. One that comes sooner than this after the last stays
    /// in the file, since the stream tells of it as well: browsers change their pictures' size several times while
    /// they find out what a line carries, and whoever means harm could ask for a file with each picture.
    static final long SETUP_HOLDS_NANOS = 2_000_000_000L;

    /// Opens files.
    interface Files {

        /// When the first frame has come and tells what the file begins with.
        SourceFile open(RecordedCodec codec, Frame first) throws IOException;

        /// The open file is closed, and another follows.
        void ended();
    }

    private final RecordedCodec codec;
    private final boolean sound;
    private final Files files;
    private final Consumer<KeyframeNeed> askForKeyframe;
    private final long keyframeEveryNanos;
    private final ReorderBuffer order;
    private final List<Frame> doubted = new ArrayList<>();

    private SourceClock clock;
    private @Nullable SourceFile file;
    private byte[] setup = Frame.NO_SETUP;
    private long begunNanos;
    private long lostBefore;
    private long nowNanos;
    private long lastKeyNanos;
    private long lastAskedNanos;
    private boolean anew;

    SourceWriter(
            Codec codec,
            MemberClock member,
            SessionClock session,
            RecordingSettings settings,
            Files files,
            Consumer<KeyframeNeed> askForKeyframe,
            long nowNanos) {
        this.codec = RecordedCodec.of(codec);
        this.sound = codec.isAudio();
        this.files = files;
        this.askForKeyframe = askForKeyframe;
        this.keyframeEveryNanos = settings.keyframeEvery().toNanos();
        this.order = new ReorderBuffer(settings.hold().toNanos(), this.codec.frames(this));
        this.clock = new SourceClock(codec.clockRate(), member, session);
        this.nowNanos = nowNanos;
        this.lastKeyNanos = nowNanos;
        this.lastAskedNanos = nowNanos - Duration.ofHours(1).toNanos();
    }

    void packet(SourcePacket packet) throws IOException {
        nowNanos = packet.arrivalNanos();
        unchecked(() -> order.push(packet));
    }

    void report(SenderReport report, long arrivalNanos) {
        clock.report(report.ntpNanos(), report.rtpTimestamp(), arrivalNanos);
    }

    void tick(long now) throws IOException {
        nowNanos = now;
        unchecked(() -> order.expire(now));
        if (!doubted.isEmpty() && now - doubted.getFirst().arrivalNanos() >= DOUBT_NANOS) {
            settleDoubt();
        }
        if (file != null) {
            file.tick(now);
        }
        if (!sound && now - lastKeyNanos >= keyframeEveryNanos) {
            ask(KeyframeNeed.WELCOME, now);
        }
    }

    /// Whether the source's clock began anew: what comes now belongs to another file.
    boolean isOver() {
        return anew;
    }

    void close() throws IOException {
        unchecked(order::flush);
        if (!doubted.isEmpty()) {
            settleDoubt();
        }
        if (file != null) {
            file.close();
        }
    }

    void abandon() {
        if (file != null) {
            file.abandon();
        }
    }

    void force() throws IOException {
        if (file != null) {
            file.force();
        }
    }

    long startMs() {
        return Math.floorDiv(clock.startMicros() + 500, 1000L);
    }

    long lost() {
        return order.lost() - lostBefore;
    }

    @Nullable
    SourceFile file() {
        return file;
    }

    @Override
    public void frame(Frame frame) {
        if (anew) {
            return;
        }
        if (!clock.continues(frame.timestamp(), frame.arrivalNanos())) {
            anew = true;
            return;
        }
        try {
            if (sound) {
                sound(frame);
            } else {
                picture(frame);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void keyFrameNeeded() {
        ask(KeyframeNeed.NEEDED, nowNanos);
    }

    private void picture(Frame frame) throws IOException {
        if (frame.key()) {
            lastKeyNanos = frame.arrivalNanos();
            beginAnotherIfOther(frame);
        }
        long micros = clock.place(frame.timestamp(), frame.arrivalNanos());
        fileFor(frame).picture(micros, frame.key(), frame.lossBefore(), frame.data(), nowNanos);
    }

    /// Another size or another way of coding: what a file says at its beginning holds to its end.
    private void beginAnotherIfOther(Frame key) throws IOException {
        boolean other = !Arrays.equals(key.setup(), setup);
        if (file == null || !other || key.arrivalNanos() - begunNanos < SETUP_HOLDS_NANOS) {
            return;
        }
        file.close();
        files.ended();
        file = null;
        lostBefore = order.lost();
        clock = clock.another();
    }

    /// A browser whose microphone is taken off for a while goes on afterwards with timestamps that know nothing of
    /// the pause. Such sound arrives too late and stays so, while sound that was held up on the way catches up.
    private void sound(Frame frame) throws IOException {
        boolean late = clock.lateness(frame.timestamp(), frame.arrivalNanos()) > SUSPICIOUS_MICROS;
        if (doubted.isEmpty() && !late) {
            writeSound(frame);
            return;
        }
        doubted.add(frame);
        boolean longEnough = frame.arrivalNanos() - doubted.getFirst().arrivalNanos() >= DOUBT_NANOS;
        if (!late || longEnough || doubted.size() >= MAX_DOUBTED) {
            settleDoubt();
        }
    }

    private void settleDoubt() throws IOException {
        long leastLate = Long.MAX_VALUE;
        for (Frame frame : doubted) {
            leastLate = Math.min(leastLate, clock.lateness(frame.timestamp(), frame.arrivalNanos()));
        }
        if (leastLate > SUSPICIOUS_MICROS) {
            clock.skip(leastLate);
        }
        for (Frame frame : doubted) {
            writeSound(frame);
        }
        doubted.clear();
    }

    private void writeSound(Frame frame) throws IOException {
        long micros = clock.place(frame.timestamp(), frame.arrivalNanos());
        fileFor(frame).sound(micros, frame.lossBefore(), frame.data(), nowNanos);
    }

    private SourceFile fileFor(Frame frame) throws IOException {
        if (file == null) {
            file = files.open(codec, frame);
            setup = frame.setup();
            begunNanos = frame.arrivalNanos();
        }
        return file;
    }

    private void ask(KeyframeNeed need, long now) {
        if (now - lastAskedNanos >= ASK_AGAIN_NANOS) {
            lastAskedNanos = now;
            askForKeyframe.accept(need);
        }
    }

    private static void unchecked(Runnable step) throws IOException {
        try {
            step.run();
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }
}
