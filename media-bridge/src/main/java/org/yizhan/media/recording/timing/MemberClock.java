package org.yizhan.media.recording.timing;

/// How far the wall clock in a member's sender reports is from ours. One for all of a member's sources, so that they
/// keep the relation that their sender gave them; only the whole member may lie off, by the network's shortest delay.
public final class MemberClock {

    /// A larger change is no delay: the member's clock was set.
    private static final long STEP_NANOS = 2_000_000_000L;

    private boolean known;
    private long offsetNanos;

    /// @param senderNanos the member's wall clock in the report
    public void report(long senderNanos, long arrivalNanos) {
        long offset = arrivalNanos - senderNanos;
        if (!known || offset < offsetNanos || offset - offsetNanos > STEP_NANOS) {
            offsetNanos = offset;
            known = true;
        }
    }

    public boolean known() {
        return known;
    }

    /// The moment on our `nanoTime` scale.
    public long local(long senderNanos) {
        return senderNanos + offsetNanos;
    }
}
