package org.yizhan.media.recording.frames;

/// Counts on where a counter of a few bits starts again from 0, choosing the nearer direction each time.
public final class Unwrapped {

    private final long modulus;
    private long last;
    private boolean started;

    private Unwrapped(int bits) {
        this.modulus = 1L << bits;
    }

    public static Unwrapped sequence() {
        return new Unwrapped(16);
    }

    public static Unwrapped timestamp() {
        return new Unwrapped(32);
    }

    /// The value on the endless scale. The reference moves with every call.
    public long next(long wrapped) {
        last = at(wrapped);
        started = true;
        return last;
    }

    /// The value on the endless scale, without moving the reference.
    public long at(long wrapped) {
        if (!started) {
            return wrapped;
        }
        long distance = Math.floorMod(wrapped - last, modulus);
        return distance < modulus / 2 ? last + distance : last + distance - modulus;
    }
}
