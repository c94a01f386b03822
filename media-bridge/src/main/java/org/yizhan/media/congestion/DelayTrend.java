package org.yizhan.media.congestion;

/// Whether packets take longer and longer, which means that a queue on the line is growing: the trendline filter
/// and the overuse detector of Google congestion control (draft-ietf-rmcat-gcc-02 §5, with the linear regression
/// that replaced its Kalman filter). Not thread-safe.
final class DelayTrend {

    /// What the line says of the rate.
    enum Usage {
        NORMAL,
        /// The queue grows.
        OVER,
        /// The queue shrinks: wait until it is empty.
        UNDER
    }

    /// Packets sent within this time are judged as one.
    private static final long BURST_NANOS = 5_000_000L;

    private static final long MAX_BURST_NANOS = 100_000_000L;
    private static final long FORGET_NANOS = 3_000_000_000L;
    private static final int WINDOW = 20;
    private static final double SMOOTHING = 0.9;
    private static final double GAIN = 4;
    private static final int MAX_DELTAS = 60;
    private static final double FIRST_THRESHOLD = 12.5;
    private static final double MIN_THRESHOLD = 6;
    private static final double MAX_THRESHOLD = 600;

    /// How fast the threshold follows the trend, a millisecond: up slowly, down faster.
    private static final double UP = 0.0087;

    private static final double DOWN = 0.039;

    /// A trend this far above the threshold is a spike that does not move it.
    private static final double SPIKE = 15;

    private static final double OVERUSE_MILLIS = 10;

    private long groupFirstSent;
    private long groupLastSent;
    private long groupFirstArrival;
    private long groupLastArrival;
    private long beforeSent;
    private long beforeArrival;
    private int groups;

    private final double[] times = new double[WINDOW];
    private final double[] delays = new double[WINDOW];
    private int samples;
    private int deltas;
    private double accumulated;
    private double smoothed;
    private long epoch;

    private double threshold = FIRST_THRESHOLD;
    private long thresholdNanos;
    private double before;
    private double overMillis = -1;
    private int overCount;
    private Usage usage = Usage.NORMAL;

    Usage usage() {
        return usage;
    }

    /// A packet arrived; in order of sending.
    ///
    /// @param arrivalNanos by the receiver's clock
    void arrived(long sentNanos, long arrivalNanos) {
        if (groups == 0) {
            begin(sentNanos, arrivalNanos);
            groups = 1;
            epoch = arrivalNanos;
        } else if (sentNanos < groupFirstSent) {
            return;
        } else if (belongs(sentNanos, arrivalNanos)) {
            groupLastSent = Math.max(groupLastSent, sentNanos);
            groupLastArrival = Math.max(groupLastArrival, arrivalNanos);
        } else {
            complete();
            begin(sentNanos, arrivalNanos);
        }
    }

    private void begin(long sentNanos, long arrivalNanos) {
        groupFirstSent = sentNanos;
        groupLastSent = sentNanos;
        groupFirstArrival = arrivalNanos;
        groupLastArrival = arrivalNanos;
    }

    private boolean belongs(long sentNanos, long arrivalNanos) {
        if (sentNanos - groupFirstSent <= BURST_NANOS) {
            return true;
        }
        // What a queue let go all at once counts as one burst, too.
        long apart = arrivalNanos - groupLastArrival;
        return apart >= 0
                && apart <= BURST_NANOS
                && apart < sentNanos - groupLastSent
                && arrivalNanos - groupFirstArrival < MAX_BURST_NANOS;
    }

    private void complete() {
        if (groups++ > 1) {
            double sent = (groupLastSent - beforeSent) / 1e6;
            double came = (groupLastArrival - beforeArrival) / 1e6;
            if (groupLastSent - beforeSent > FORGET_NANOS || groupLastArrival - beforeArrival > FORGET_NANOS) {
                forget();
            } else if (came >= 0) {
                delta(came - sent, sent, groupLastArrival);
            }
        }
        beforeSent = groupLastSent;
        beforeArrival = groupLastArrival;
    }

    /// After a long pause the old delays say nothing.
    private void forget() {
        samples = 0;
        deltas = 0;
        accumulated = 0;
        smoothed = 0;
        overMillis = -1;
        overCount = 0;
        usage = Usage.NORMAL;
    }

    private void delta(double longer, double sentMillis, long arrivalNanos) {
        deltas = Math.min(deltas + 1, MAX_DELTAS);
        accumulated += longer;
        smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * accumulated;
        int at = samples++ % WINDOW;
        times[at] = (arrivalNanos - epoch) / 1e6;
        delays[at] = smoothed;
        double slope = samples < WINDOW ? 0 : slope();
        detect(slope * deltas * GAIN, slope, sentMillis, arrivalNanos);
    }

    private double slope() {
        double meanTime = 0;
        double meanDelay = 0;
        for (int i = 0; i < WINDOW; i++) {
            meanTime += times[i] / WINDOW;
            meanDelay += delays[i] / WINDOW;
        }
        double over = 0;
        double under = 0;
        for (int i = 0; i < WINDOW; i++) {
            over += (times[i] - meanTime) * (delays[i] - meanDelay);
            under += (times[i] - meanTime) * (times[i] - meanTime);
        }
        return under == 0 ? 0 : over / under;
    }

    private void detect(double trend, double slope, double sentMillis, long nowNanos) {
        if (trend > threshold) {
            overMillis = overMillis < 0 ? sentMillis / 2 : overMillis + sentMillis;
            overCount++;
            if (overMillis > OVERUSE_MILLIS && overCount > 1 && slope >= before) {
                overMillis = 0;
                overCount = 0;
                usage = Usage.OVER;
            }
        } else {
            overMillis = -1;
            overCount = 0;
            usage = trend < -threshold ? Usage.UNDER : Usage.NORMAL;
        }
        before = slope;
        adapt(Math.abs(trend), nowNanos);
    }

    private void adapt(double trend, long nowNanos) {
        double millis = thresholdNanos == 0 ? 0 : Math.min((nowNanos - thresholdNanos) / 1e6, 100);
        thresholdNanos = nowNanos;
        if (trend <= threshold + SPIKE) {
            threshold += (trend < threshold ? DOWN : UP) * (trend - threshold) * millis;
            threshold = Math.clamp(threshold, MIN_THRESHOLD, MAX_THRESHOLD);
        }
    }
}
