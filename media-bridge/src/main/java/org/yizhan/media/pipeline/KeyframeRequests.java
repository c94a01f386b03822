package org.yizhan.media.pipeline;

import java.util.concurrent.TimeUnit;

/// When to ask a source for a key frame. Requests are merged; while one is open it is repeated; when none is
/// open, the first goes at once if somebody is waiting for a picture, and not too often if somebody merely lost
/// some.
public final class KeyframeRequests {

    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private boolean wanted;
    private boolean now;
    private long askedNanos = Long.MIN_VALUE / 2;

    /// Somebody sees nothing until a key frame comes.
    public void first() {
        now |= !wanted;
        wanted = true;
    }

    /// Somebody lost packets that cannot be had any more.
    public void repair() {
        wanted = true;
    }

    void arrived() {
        wanted = false;
        now = false;
    }

    /// Whether a request is to be sent now; takes it as sent.
    public boolean due(long nowNanos) {
        if (!wanted || !now && nowNanos - askedNanos < PAUSE_NANOS) {
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
