package org.yizhan.media.room;

import java.time.Duration;

/// How often, and for how long in all, the picture of a slot stood still, as far as the bridge can tell: it
/// forwarded
/// no new picture of a camera for a while, or the receiver said that it lost the picture, until the next key
/// frame
/// left. What stands still behind the bridge without the receiver saying so is not seen here. Not
/// thread-safe.
final class Stops {

    /// Cameras renew their picture more often, also in poor light; people notice from about here on.
    static final Duration STILL = Duration.ofMillis(200);

    /// Whoever sends no picture for so long has switched the camera off.
    static final Duration OFF = Duration.ofSeconds(10);

    private boolean camera;
    private boolean lost;
    private long lostNanos;
    private long pictureNanos;
    private int count;
    private long nanos;

    /// Another source is shown from now on.
    ///
    /// @param moving whether it is a camera: papers and screens may lie still for as long as they like
    void begin(boolean moving, long nowNanos) {
        camera = moving;
        lost = false;
        pictureNanos = nowNanos;
    }

    /// The first packet of a new picture of the same source is forwarded.
    void goesOn(long nowNanos) {
        long still = nowNanos - pictureNanos;
        if (camera && !lost && still > STILL.toNanos() && still < OFF.toNanos()) {
            count++;
            nanos += still;
        }
        pictureNanos = nowNanos;
    }

    /// The receiver cannot go on.
    void lost(long nowNanos) {
        if (!lost) {
            lost = true;
            lostNanos = nowNanos;
        }
    }

    /// Whether the receiver waits for a key frame.
    boolean isLost() {
        return lost;
    }

    /// A key frame is forwarded.
    void mended(long nowNanos) {
        if (lost) {
            lost = false;
            count++;
            nanos += Math.min(nowNanos - lostNanos, OFF.toNanos());
        }
    }

    int count() {
        return count;
    }

    long nanos() {
        return nanos;
    }
}
