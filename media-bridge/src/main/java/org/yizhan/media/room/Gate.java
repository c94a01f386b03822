package org.yizhan.media.room;

import java.util.concurrent.TimeUnit;
import org.yizhan.media.congestion.Allocator.Mode;
import org.yizhan.media.rtp.RtpPacket;

/// What of a source's pictures gets through to a slot: all of them, a still one now and then, or none. It closes and
/// opens between pictures only. Decides only.
final class Gate {

    /// How often a still picture is renewed where moving ones do not fit.
    private static final long STILL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private Mode mode = Mode.FULL;

    /// Nothing gets through until the next key frame, though there is a source.
    private boolean halted;

    private boolean stillWanted;
    private long nextStillNanos;

    /// Source's timestamp of the newest picture that got through.
    private long picture;

    /// Whether moving pictures get through.
    boolean isOpen() {
        return mode == Mode.FULL;
    }

    boolean isHalted() {
        return halted;
    }

    /// @return whether moving pictures get through from now on that did not before
    boolean set(Mode wanted, long nowNanos) {
        if (wanted == mode) {
            return false;
        }
        mode = wanted;
        stillWanted = false;
        nextStillNanos = nowNanos + STILL_NANOS;
        return mode == Mode.FULL;
    }

    /// Whether a still picture is due; it gets through then, when it comes.
    ///
    /// @param another whether another source is waited for: its first picture is not made to wait
    boolean wantsStill(boolean another, long nowNanos) {
        if (mode != Mode.STILL || !another && !(halted && nowNanos >= nextStillNanos)) {
            return false;
        }
        nextStillNanos = nowNanos + STILL_NANOS;
        stillWanted = true;
        return true;
    }

    /// What got through last was dropped on its way.
    void halt() {
        halted = true;
        nextStillNanos = 0;
    }

    /// Whether a key frame that comes now gets through.
    boolean mayBegin() {
        return mode == Mode.FULL || mode == Mode.STILL && stillWanted;
    }

    /// A key frame gets through.
    void begin(RtpPacket first) {
        halted = false;
        stillWanted = false;
        picture = first.timestamp();
    }

    /// Whether this is of a later picture than any that got through.
    boolean isLater(RtpPacket packet) {
        return later(packet) > 0;
    }

    /// Whether a packet of a picture, not the first of a key frame, gets through.
    boolean passes(RtpPacket packet) {
        int later = later(packet);
        if (!halted && (mode == Mode.FULL || later <= 0)) {
            picture = later > 0 ? packet.timestamp() : picture;
            return true;
        }
        halted |= later > 0;
        return later == 0;
    }

    private int later(RtpPacket packet) {
        return (int) (packet.timestamp() - picture);
    }
}
