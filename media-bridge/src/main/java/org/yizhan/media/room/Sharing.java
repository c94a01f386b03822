package org.yizhan.media.room;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.yizhan.media.congestion.Allocator;
import org.yizhan.media.congestion.Allocator.Share;
import org.yizhan.media.congestion.Allocator.Wish;
import org.yizhan.media.congestion.Downlink;

/// Shares a receiver's line out among its slots, again and again. On the media loop.
final class Sharing {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /// The face of somebody who talks may lag behind the voice by no more for long.
    private static final double FACE_SECONDS = 1.5;

    /// A dense page takes some seconds on a thin line, and is worth it.
    private static final double PAPER_SECONDS = 6;

    private final Downlink downlink;
    private final List<Slot> slots;
    private final Allocator allocator = new Allocator();
    private final List<Wish> wishes = new ArrayList<>();
    private long sharedNanos = System.nanoTime();

    Sharing(Downlink downlink, List<Slot> slots) {
        this.downlink = downlink;
        this.slots = slots;
    }

    /// Shares when it is time.
    ///
    /// @param longWay whether a round trip to the receiver takes long
    void due(long nowNanos, boolean longWay) {
        if (nowNanos - sharedNanos < PERIOD_NANOS) {
            return;
        }
        sharedNanos = nowNanos;
        downlink.keepUp(slots.stream().anyMatch(Slot::showsPaper) ? PAPER_SECONDS : FACE_SECONDS);
        if (downlink.overflowed()) {
            slots.forEach(Slot::cut);
        }
        boolean known = downlink.line().isKnown();
        long line = known ? downlink.line().bitsPerSecond() : Long.MAX_VALUE;
        slots.forEach(slot -> slot.guard(line, longWay, nowNanos));
        if (!known) {
            return;
        }
        wishes.clear();
        slots.forEach(slot -> wishes.add(slot.wish(nowNanos)));
        Share[] shares = allocator.share(line, downlink.waitingBytes(), wishes, nowNanos);
        boolean quiet = downlink.waitingBytes() == 0;
        for (int i = 0; i < shares.length; i++) {
            slots.get(i).share(shares[i], quiet, nowNanos);
        }
        downlink.tick(allocator.isStarved(), allocator.missing());
    }
}
