package org.yizhan.media.room;

import org.yizhan.media.rtp.SenderReport;

/// How far a member's wall clock is from ours. One for all of its sources, so that sound and picture keep their
/// relation however wrong the member's clock is.
final class SenderClock {

    /// The shortest way a report ever took is the best estimate; it is forgotten slowly, since clocks drift.
    private static final long DRIFT_NANOS = 50_000;

    private long offset;
    private boolean known;

    /// @param wall ours, when the report came
    void heard(SenderReport report, long wall) {
        long seen = wall - report.ntpNanos();
        offset = known ? Math.min(seen, offset + DRIFT_NANOS) : seen;
        known = true;
    }

    /// The stream's RTP clock at `wall` of ours.
    long timestamp(SenderReport report, long wall, int clockRate) {
        long since = wall - offset - report.ntpNanos();
        return report.rtpTimestamp() + since / 1_000 * clockRate / 1_000_000;
    }
}
