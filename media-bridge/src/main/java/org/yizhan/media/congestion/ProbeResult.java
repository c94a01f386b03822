package org.yizhan.media.congestion;

/// What a short burst above the usual rate found out. Not thread-safe.
final class ProbeResult {

    /// Fewer arrivals say nothing.
    private static final int MIN_PACKETS = 5;

    private static final long MIN_NANOS = 2_000_000L;

    private boolean open;
    private long first = -1;
    private long last = -1;
    private long firstArrival;
    private long lastArrival;
    private long firstSeen = -1;
    private long lastSeen = -1;
    private boolean past;

    void begin() {
        open = true;
        first = -1;
        last = -1;
        firstSeen = -1;
        lastSeen = -1;
        past = false;
    }

    void end() {
        open = false;
    }

    void sent(long number) {
        if (open) {
            first = first < 0 ? number : first;
            last = number;
        }
    }

    void arrived(long number, long arrivalNanos) {
        if (first < 0 || number < first) {
            return;
        }
        past |= !open && number >= last;
        if (number <= last) {
            if (firstSeen < 0) {
                firstSeen = number;
                firstArrival = arrivalNanos;
                lastArrival = arrivalNanos;
            }
            lastArrival = Math.max(lastArrival, arrivalNanos);
            lastSeen = Math.max(lastSeen, number);
        }
    }

    /// What the probe found, once; 0 when it is not over or found nothing out.
    long take(SentLog log) {
        if (!past || first < 0) {
            return 0;
        }
        long found = evaluate(log);
        first = -1;
        past = false;
        return found;
    }

    private long evaluate(SentLog log) {
        long sentNanos = log.sentNanos(lastSeen) - log.sentNanos(firstSeen);
        long cameNanos = lastArrival - firstArrival;
        if (lastSeen - firstSeen + 1 < MIN_PACKETS || sentNanos < MIN_NANOS || cameNanos < MIN_NANOS) {
            return 0;
        }
        long bytes = 0;
        for (long number = firstSeen; number <= lastSeen; number++) {
            bytes += log.fate(number) == SentLog.Fate.ARRIVED ? log.size(number) : 0;
        }
        // The last one's size was not on its way during the time between sendings, nor the first one's between
        // arrivals.
        double sent = (bytes - log.size(lastSeen)) * 8e9 / sentNanos;
        double came = (bytes - log.size(firstSeen)) * 8e9 / cameNanos;
        // Arrived much slower than sent: this is the line's end, and a little less keeps its queue empty.
        return (long) (came < 0.9 * sent ? 0.95 * came : Math.min(sent, came));
    }
}
