package org.yizhan.media.recording.timing;

import java.util.ArrayDeque;
import java.util.Deque;

/// How far the wall clock in a member's sender reports is from ours. One for all of a member's sources, so that they
/// keep the relation that their sender gave them; only the whole member may lie off, by the network's shortest delay.
///
/// The difference is a base, the shortest that was seen in the member's first minute, and a drift, by which it
/// changed since: quartz is wrong by up to 100 ppm, which is 0.7 s in two hours.
public final class MemberClock {

    /// A larger change is neither delay nor drift: the member's clock was set.
    private static final long STEP_NANOS = 2_000_000_000L;

    /// The shortest delay of this long counts, at the beginning and later.
    private static final long WINDOW_NANOS = 60_000_000_000L;

    /// The drift changes by at most this share of the time that passes. Two poor clocks are 200 ppm apart; a line
    /// whose delay has changed for good is taken for drift, too, and must not move what is seen to move.
    private static final double FOLLOWING = 250e-6;

    private final Deque<Difference> shortest = new ArrayDeque<>();
    private boolean known;
    private long sinceNanos;
    private long lastNanos;
    private long baseNanos;
    private long driftNanos;

    private record Difference(long arrivalNanos, long nanos) {}

    /// @param senderNanos the member's wall clock in the report
    public void report(long senderNanos, long arrivalNanos) {
        long difference = arrivalNanos - senderNanos;
        if (!known) {
            known = true;
            sinceNanos = arrivalNanos;
            lastNanos = arrivalNanos;
            baseNanos = difference;
        } else if (Math.abs(difference - baseNanos - driftNanos) > STEP_NANOS) {
            driftNanos = difference - baseNanos;
            shortest.clear();
        }
        note(new Difference(arrivalNanos, difference));
        if (arrivalNanos - sinceNanos <= WINDOW_NANOS) {
            baseNanos = Math.min(baseNanos, difference - driftNanos);
        } else {
            long most = Math.max(0, (long) ((arrivalNanos - lastNanos) * FOLLOWING));
            long wanted = shortest.getFirst().nanos() - baseNanos - driftNanos;
            driftNanos += Math.clamp(wanted, -most, most);
        }
        lastNanos = Math.max(lastNanos, arrivalNanos);
    }

    public boolean known() {
        return known;
    }

    /// By how much the difference has changed since the beginning, in ns.
    public long driftNanos() {
        return driftNanos;
    }

    /// The moment on our `nanoTime` scale, by what is known now.
    public long local(long senderNanos) {
        return local(senderNanos, driftNanos);
    }

    /// The moment on our `nanoTime` scale when the drift was `driftNanos`.
    public long local(long senderNanos, long driftNanos) {
        return senderNanos + baseNanos + driftNanos;
    }

    /// Keeps those that may still become the shortest of the window: later ones, each longer than the one before.
    private void note(Difference latest) {
        while (!shortest.isEmpty() && shortest.getLast().nanos() >= latest.nanos()) {
            shortest.removeLast();
        }
        shortest.add(latest);
        while (latest.arrivalNanos() - shortest.getFirst().arrivalNanos() > WINDOW_NANOS) {
            shortest.removeFirst();
        }
    }
}
