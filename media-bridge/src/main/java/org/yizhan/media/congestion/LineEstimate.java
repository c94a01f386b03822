package org.yizhan.media.congestion;

import java.time.Duration;
import org.yizhan.media.pipeline.RateWindow;
import org.yizhan.media.rtp.TransportFeedback;

/// How much a receiver's line carries, from the transport-wide feedback it gives about what it was sent: the
/// lesser of what delay and loss allow. Bits a second. Not thread-safe.
public final class LineEstimate {

    /// What a line is taken for when it first proves narrow, unless more has come through by then.
    public static final long FIRST = 6_000_000;

    public static final long LEAST = 50_000;

    /// A line that has never shown a queue or loss is taken for this: a meeting begins with everything and learns
    /// within a second.
    public static final long MOST = 200_000_000;

    /// While packets are under way, feedback comes at least this often; without, the line is taken for worse.
    private static final long SILENCE_NANOS = 1_500_000_000L;

    /// Where every packet waits so long, the line's queue is long.
    private static final long QUEUE_NANOS = 150_000_000L;

    /// How long a full queue is given to drain before the rate falls again.
    private static final long DRAIN_NANOS = 1_000_000_000L;

    private final SentLog log = new SentLog();
    private final DelayTrend trend = new DelayTrend();
    private final StandingQueue standing = new StandingQueue();
    private final DelayControl delay;
    private final LossControl loss;
    private final ProbeResult probe = new ProbeResult();
    private final RateWindow acked = new RateWindow(Duration.ofMillis(500));
    private final RateWindow sent = new RateWindow(Duration.ofMillis(500));
    private long roundTripNanos = 100_000_000L;
    private long ticks;
    private boolean ticksKnown;
    private long lastArrival;
    private boolean known;
    private boolean innocent = true;
    private long heardNanos;
    private long waitingSinceNanos;
    private double blind = 1;
    private int lostNow;
    private int arrivedNow;
    private long newest;

    public LineEstimate() {
        this(FIRST);
    }

    LineEstimate(long first) {
        delay = new DelayControl(first);
        loss = new LossControl(first);
    }

    /// A packet is being sent.
    ///
    /// @return its transport-wide number, 16 bits
    public int sent(int bytes, long nowNanos) {
        long number = log.add(bytes, nowNanos);
        sent.add(bytes, nowNanos);
        probe.sent(number);
        if (waitingSinceNanos == 0) {
            waitingSinceNanos = nowNanos;
        }
        return (int) number & 0xFFFF;
    }

    /// What is sent from now on until [#probed()] is a probe.
    void probing() {
        probe.begin();
    }

    void probed() {
        probe.end();
    }

    /// A transport-wide feedback packet.
    public void feedback(byte[] array, int offset, int length, long nowNanos) {
        lostNow = 0;
        arrivedNow = 0;
        newest = -1;
        TransportFeedback.read(array, offset, length, this::packet);
        known = true;
        heardNanos = nowNanos;
        waitingSinceNanos = 0;
        blind = 1;
        if (newest >= 0) {
            long trip = nowNanos - log.sentNanos(newest);
            roundTripNanos += (trip - roundTripNanos) / 8;
        }
        loss.told(lostNow, arrivedNow);
        long rate = lastArrival == 0 ? -1 : acked.bitsPerSecond(lastArrival);
        standing.look();
        boolean clear = standing.isEmpty() && loss.loss() < LossControl.LITTLE;
        boolean queue = standing.nanos() > QUEUE_NANOS;
        if (arrivedNow > 0) {
            boolean idle = sent.bitsPerSecond(nowNanos) < delay.rate() / 3;
            // A queue that stays full has no trend, but it loses.
            boolean full = queue && loss.loss() > LossControl.LITTLE && nowNanos - delay.fellNanos() > DRAIN_NANOS;
            DelayTrend.Usage seen = standing.isEmpty() ? DelayTrend.Usage.NORMAL : trend.usage();
            delay.update(full ? DelayTrend.Usage.OVER : seen, rate, clear, idle, nowNanos, roundTripNanos);
        }
        if (clear && rate > 0) {
            loss.found(rate * 95 / 100);
        }
        loss.update(nowNanos, roundTripNanos, queue, rate, Math.max(delay.rate(), loss.rate()) * 2);
        innocent &= delay.hasNotFallen() && loss.hasNotFallen();
        if (innocent && rate > 0) {
            delay.found(rate);
            loss.found(rate);
        }
        long found = probe.take(log);
        if (found > 0) {
            delay.found(Math.min(found, MOST));
            loss.found(Math.min(found, MOST));
        }
    }

    private void packet(int sixteen, long arrivalTicks) {
        long number = log.find(sixteen);
        if (number < 0) {
            return;
        }
        SentLog.Fate before = log.fate(number);
        if (arrivalTicks == TransportFeedback.LOST) {
            if (before == SentLog.Fate.WAITING) {
                log.fate(number, SentLog.Fate.LOST);
                lostNow++;
            }
            return;
        }
        if (before == SentLog.Fate.ARRIVED) {
            return;
        }
        lostNow -= before == SentLog.Fate.LOST ? 1 : 0;
        arrivedNow++;
        log.fate(number, SentLog.Fate.ARRIVED);
        // The receiver's clock counts 2^32 ticks and begins anew.
        ticks = ticksKnown ? ticks + (int) (arrivalTicks - ticks) : arrivalTicks;
        ticksKnown = true;
        long arrival = ticks * TransportFeedback.TICK_NANOS;
        lastArrival = Math.max(lastArrival, arrival);
        acked.add(log.size(number), arrival);
        trend.arrived(log.sentNanos(number), arrival);
        standing.arrived(log.sentNanos(number), arrival);
        probe.arrived(number, arrival);
        newest = Math.max(newest, number);
    }

    /// Time passes: a line that no longer answers is taken for worse and worse.
    void tick(long nowNanos) {
        long since = Math.max(heardNanos, waitingSinceNanos);
        if (known && waitingSinceNanos != 0 && nowNanos - since > SILENCE_NANOS) {
            waitingSinceNanos = nowNanos;
            innocent = false;
            blind /= 2;
        }
    }

    /// Whether the receiver ever gave feedback. Who gives none cannot be steered.
    public boolean isKnown() {
        return known;
    }

    public long bitsPerSecond() {
        double least = innocent ? MOST : Math.min(delay.rate(), loss.rate()) * blind;
        return Math.clamp((long) least, LEAST, MOST);
    }

    public double loss() {
        return loss.loss();
    }

    public long roundTripNanos() {
        return roundTripNanos;
    }

    /// When the estimate fell last.
    long fellNanos() {
        return Math.max(delay.fellNanos(), loss.fellNanos());
    }
}
