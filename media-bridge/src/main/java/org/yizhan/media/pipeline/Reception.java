package org.yizhan.media.pipeline;

import org.yizhan.media.rtp.ReportBlock;
import org.yizhan.media.rtp.SenderReport;

/// Statistics of one received stream as receiver reports want them (RFC 3550 §6.4.1, A.3, A.8). What was lost
/// and came by retransmission counts as lost: the report is about the line.
public final class Reception {

    private final int clockRate;
    private long base = -1;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private double jitter;
    private long lastTransit;
    private boolean transitKnown;
    private long lastReport;
    private long lastReportNanos;

    Reception(int clockRate) {
        this.clockRate = clockRate;
    }

    void received(long sequence, long timestamp, long nanos, boolean retransmitted) {
        if (retransmitted) {
            return;
        }
        if (base < 0) {
            base = sequence;
            highest = sequence;
        }
        received++;
        if (sequence >= highest) {
            highest = sequence;
            // Modulo 2^32, as RTP clocks are.
            long ticks = (nanos / 1_000 * clockRate / 1_000_000 - timestamp) & 0xFFFF_FFFFL;
            if (transitKnown) {
                int difference = (int) (ticks - lastTransit);
                jitter += (Math.abs((double) difference) - jitter) / 16;
            }
            lastTransit = ticks;
            transitKnown = true;
        }
    }

    void heard(SenderReport report, long nanos) {
        lastReport = report.ntp() >>> 16 & 0xFFFF_FFFFL;
        lastReportNanos = nanos;
    }

    public boolean isEmpty() {
        return base < 0;
    }

    public long packets() {
        return received;
    }

    /// Packets that there were by their numbers, come or lost.
    public long expected() {
        return base < 0 ? 0 : highest - base + 1;
    }

    /// How unevenly packets come, in ms (RFC 3550 §6.4.1).
    public double jitterMs() {
        return jitter * 1_000 / clockRate;
    }

    /// A report block about everything since the last one.
    public ReportBlock report(long ssrc, long nowNanos) {
        long expected = expected();
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        int fraction = expectedNow == 0 || lostNow <= 0 ? 0 : (int) Math.min(255, lostNow * 256 / expectedNow);
        int lost = (int) Math.clamp(expected - received, -0x800000, 0x7FFFFF);
        long since = lastReport == 0 ? 0 : (nowNanos - lastReportNanos) * 65_536 / 1_000_000_000;
        return new ReportBlock(ssrc, fraction, lost, highest & 0xFFFF_FFFFL, (long) jitter, lastReport, since);
    }
}
