package org.yizhan.media.pipeline;

import org.yizhan.media.rtp.ReportBlock;

/// What the receiver of a stream says of it, added up from its first report on. Not thread-safe.
public final class Reported {

    private final int clockRate;
    private boolean known;
    private long highest;
    private long lostThere;
    private long expected;
    private long lost;
    private double jitterMs;

    Reported(int clockRate) {
        this.clockRate = clockRate;
    }

    /// A receiver that was loaded again counts anew: its numbers go back, and nothing is added.
    public void heard(ReportBlock block) {
        long more = block.highest() - highest;
        if (known && more > 0) {
            expected += more;
            lost += block.lost() - lostThere;
        }
        known = true;
        highest = block.highest();
        lostThere = block.lost();
        jitterMs = block.jitter() * 1_000.0 / clockRate;
    }

    /// Packets that the receiver knows there were.
    public long expected() {
        return expected;
    }

    /// Those of them that did not come; what came twice is taken off.
    public long lost() {
        return lost;
    }

    /// How unevenly they came, in ms, as the latest report says.
    public double jitterMs() {
        return jitterMs;
    }
}
