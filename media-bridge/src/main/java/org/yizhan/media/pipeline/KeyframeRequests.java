package org.yizhan.media.pipeline;

import java.util.concurrent.TimeUnit;

/// When to ask a source for a key frame. Requests are merged; while one is open it is repeated; when none is
/// open, the first goes at once if somebody is waiting for a picture. Somebody who merely lost some waits until the
/// last key frame can have reached him: receivers complain while a large one is still on its way, and a second one
/// on top would only make the way longer.
public final class KeyframeRequests {

    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /// How long a key frame may take from its first packet here to the last one at a receiver.
    static final long ARRIVING_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    /// The last key frame came so long ago that another is due, whatever it costs.
    static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(20);

    private boolean wanted;
    private boolean now;
    private boolean waiting;
    private long askedNanos = Long.MIN_VALUE / 2;
    private long arrivedNanos = Long.MIN_VALUE / 2;

    /// Somebody sees nothing until a key frame comes.
    public void first() {
        now |= !wanted;
        wanted = true;
        waiting = true;
    }

    /// Somebody lost packets that cannot be had any more.
    public void repair() {
        wanted = true;
    }

    /// Somebody would like one and can do without.
    ///
    /// @param dear whether one costs so much that only a very old one is replaced
    public void welcome(boolean dear, long nowNanos) {
        wanted |= !dear || nowNanos - arrivedNanos >= OLD_NANOS;
    }

    void arrived(long nowNanos) {
        wanted = false;
        now = false;
        waiting = false;
        arrivedNanos = nowNanos;
    }

    /// Whether a request is to be sent now; takes it as sent.
    public boolean due(long nowNanos) {
        if (!wanted || !now && nowNanos - askedNanos < PAUSE_NANOS) {
            return false;
        }
        if (!waiting && nowNanos - arrivedNanos < ARRIVING_NANOS) {
            return false;
        }
        now = false;
        askedNanos = nowNanos;
        return true;
    }

    public boolean isWanted() {
        return wanted;
    }
}
