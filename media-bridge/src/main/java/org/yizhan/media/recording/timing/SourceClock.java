package org.yizhan.media.recording.timing;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.yizhan.media.recording.frames.Unwrapped;

/// Times of one source: inside its file they are those of its RTP timestamps, counted from the first frame; where
/// that first frame lies on the session clock is told by the sender reports, and known better the more came.
///
/// A media clock that drifts from its member's wall clock (sound cards do), and a member's wall clock that drifts
/// from ours, are followed by moving the file's times a little: one start offset stays true for the whole file.
public final class SourceClock {

    /// Reports that settle the start; later ones only correct drift. Single reports for sound are some ms off.
    private static final int SETTLING = 5;

    /// Smaller deviations are the reports' own unsteadiness.
    private static final long DEAD_BAND_MICROS = 8_000;

    /// How fast the file's times are moved: a hundred times what a bad sound card drifts.
    private static final double SLEW = 0.05;

    /// More than a report is ever off: two in a row that agree say that the source's timestamps stood still for a
    /// while, or that what was believed before was wrong.
    private static final long OFF_MICROS = 60_000;

    /// How well those two must agree.
    private static final long AGREED_MICROS = 40_000;

    /// A timestamp that moved this much more or less than the time that passed belongs to a clock begun anew.
    private static final long RESTART_MICROS = 5_000_000;

    /// The quickest frame's delay is forgotten at a thousandth of the time that passes, since clocks drift.
    private static final long FORGETTING = 1000;

    /// Without any report the start is told by the quickest of the frames of this long.
    private static final long FALLBACK_MICROS = 10_000_000;

    /// No encoder and no network takes this long: a report that says so is from before the source rested.
    private static final long STALE_NANOS = 1_000_000_000L;

    private final int clockRate;
    private final MemberClock member;
    private final SessionClock session;
    private final Unwrapped timestamps = Unwrapped.timestamp();
    /// On the member's wall clock.
    private final Deque<Long> startsNanos = new ArrayDeque<>();
    private final Deque<Long> deviations = new ArrayDeque<>();

    private boolean started;
    private long first;
    private long lastRawMicros;
    private long lastArrivalNanos;
    private long earliestStartNanos = Long.MAX_VALUE;
    private long driftAtStartNanos;
    private long quickestStartNanos;
    private long adjustMicros;
    private long adjustTargetMicros;
    private long offMicros;
    private @Nullable Report early;
    private @Nullable Report latest;

    private record Report(long senderNanos, long timestamp) {}

    public SourceClock(int clockRate, MemberClock member, SessionClock session) {
        this.clockRate = clockRate;
        this.member = member;
        this.session = session;
    }

    /// For the next file of the same source: it knows of the reports so far, of its frames nothing.
    public SourceClock another() {
        SourceClock next = new SourceClock(clockRate, member, session);
        next.early = latest;
        next.latest = latest;
        return next;
    }

    /// Whether a frame's timestamp goes on with those before it; if not, the source needs a new file.
    public boolean continues(long timestamp, long arrivalNanos) {
        if (!started) {
            return true;
        }
        long passed = (arrivalNanos - lastArrivalNanos) / 1000;
        long moved = rawMicros(timestamps.at(timestamp)) - lastRawMicros;
        // Sound that was paused continues its timestamps as if no time had passed: that is no new clock.
        return moved - passed < RESTART_MICROS && moved > -RESTART_MICROS;
    }

    /// The frame's time in the file, in µs.
    public long place(long timestamp, long arrivalNanos) {
        long unwrapped = timestamps.next(timestamp);
        if (!started) {
            started = true;
            first = unwrapped;
            lastArrivalNanos = arrivalNanos;
            quickestStartNanos = arrivalNanos;
            if (early != null) {
                settle(early);
            }
        }
        long raw = rawMicros(unwrapped);
        slew(raw - lastRawMicros);
        long forgotten = (arrivalNanos - lastArrivalNanos) / FORGETTING;
        lastRawMicros = raw;
        lastArrivalNanos = arrivalNanos;
        long micros = raw + adjustMicros;
        long start = arrivalNanos - micros * 1000;
        quickestStartNanos = Math.min(start, quickestStartNanos + forgotten);
        if (micros < FALLBACK_MICROS) {
            earliestStartNanos = Math.min(earliestStartNanos, start);
        }
        return micros;
    }

    /// The source was silent for `micros` in which its timestamps stood still.
    public void skip(long micros) {
        adjustMicros += micros;
        adjustTargetMicros += micros;
        deviations.clear();
    }

    /// @param senderNanos the member's wall clock in the report
    /// @param timestamp   the same moment on the source's media clock
    public void report(long senderNanos, long timestamp, long arrivalNanos) {
        member.report(senderNanos, arrivalNanos);
        Report report = new Report(senderNanos, timestamp);
        latest = report;
        if (started) {
            settle(report);
        } else {
            early = report;
        }
    }

    /// Where the file's time 0 lies on the session clock, in µs, as far as is known now.
    public long startMicros() {
        if (!startsNanos.isEmpty() && member.known()) {
            return session.micros(member.local(median(startsNanos), driftAtStartNanos));
        }
        return earliestStartNanos == Long.MAX_VALUE ? 0 : session.micros(earliestStartNanos);
    }

    /// How much later the frame would be than the quickest frame lately if it were placed where its timestamp
    /// says, in µs.
    public long lateness(long timestamp, long arrivalNanos) {
        if (!started) {
            return 0;
        }
        long micros = rawMicros(timestamps.at(timestamp)) + adjustMicros;
        return (arrivalNanos - quickestStartNanos) / 1000 - micros;
    }

    private void settle(Report report) {
        long fileMicros = rawMicros(timestamps.at(report.timestamp())) + adjustMicros;
        long startNanos = report.senderNanos() - fileMicros * 1000;
        if (startsNanos.isEmpty()) {
            if (Math.abs(member.local(startNanos) - quickestStartNanos) <= STALE_NANOS) {
                startsNanos.add(startNanos);
                driftAtStartNanos = member.driftNanos();
            }
            return;
        }
        long drifted = member.driftNanos() - driftAtStartNanos;
        long deviation = (startNanos + drifted - median(startsNanos)) / 1000;
        if (Math.abs(deviation) > OFF_MICROS) {
            if (offMicros != 0 && Math.abs(deviation - offMicros) <= AGREED_MICROS) {
                believe(deviation, startNanos + drifted);
            } else {
                offMicros = deviation;
            }
            return;
        }
        offMicros = 0;
        if (startsNanos.size() < SETTLING) {
            startsNanos.add(startNanos + drifted);
        } else {
            follow(deviation);
        }
    }

    /// Two reports say that the file's times are off.
    private void believe(long deviation, long startNanos) {
        offMicros = 0;
        deviations.clear();
        if (startsNanos.size() <= 2) {
            startsNanos.clear();
            startsNanos.add(startNanos);
        } else if (deviation > 0) {
            skip(deviation);
        } else {
            // Times never run backwards; they run slower until they are right.
            adjustTargetMicros = adjustMicros + deviation;
        }
    }

    private void follow(long deviation) {
        deviations.add(deviation);
        if (deviations.size() > SETTLING) {
            deviations.remove();
        }
        long usual = median(deviations);
        if (deviations.size() == SETTLING && Math.abs(usual) > DEAD_BAND_MICROS) {
            adjustTargetMicros = adjustMicros + usual;
            deviations.clear();
        }
    }

    private void slew(long passedMicros) {
        long most = Math.max(0, (long) (passedMicros * SLEW));
        long wanted = adjustTargetMicros - adjustMicros;
        adjustMicros += Math.clamp(wanted, -most, most);
    }

    private long rawMicros(long unwrapped) {
        return Math.floorDiv((unwrapped - first) * 1_000_000L, clockRate);
    }

    private static long median(Deque<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
