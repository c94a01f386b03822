package org.yizhan.media.transport;

import java.time.Duration;

/// What is done on purpose to the datagrams of one direction, for trials on a machine whose own network has no
/// faults. Each remote address has a line of its own.
///
/// @param lossPercent      how many of 100 are lost, in the long run
/// @param burst            how many are lost in a row on average (Gilbert-Elliott); 1 or less: each by itself
/// @param delay            added to every datagram
/// @param jitter           each datagram's delay is by up to this much longer or shorter, at most by `delay`; so they
///                         overtake each other, as with netem
/// @param reorderPercent   how many of 100 overtake those before them: they are not delayed
/// @param duplicatePercent how many of 100 come twice
/// @param kilobits         a second, at most; 0: no limit
/// @param queue            how long a datagram may wait for its turn where there is a limit; more is lost
public record LineFaults(
        double lossPercent,
        double burst,
        Duration delay,
        Duration jitter,
        double reorderPercent,
        double duplicatePercent,
        int kilobits,
        Duration queue) {

    /// A common router's queue.
    public static final Duration QUEUE = Duration.ofMillis(300);

    public static final LineFaults NONE = loss(0);

    public LineFaults {
        percent(lossPercent, 100);
        percent(reorderPercent, 100);
        percent(duplicatePercent, 100);
        if (delay.isNegative() || jitter.isNegative() || queue.isNegative() || kilobits < 0) {
            throw new IllegalArgumentException("a fault of less than nothing");
        }
    }

    private static void percent(double value, int most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(value + " % is not from 0 to " + most);
        }
    }

    /// A network without UDP.
    public static final LineFaults BLOCKED = loss(100);

    /// Datagrams lost one by one.
    public static LineFaults loss(double percent) {
        return new LineFaults(percent, 1, Duration.ZERO, Duration.ZERO, 0, 0, 0, QUEUE);
    }

    /// A line that carries only so much.
    public static LineFaults rate(int kilobits, Duration delay) {
        return new LineFaults(0, 1, delay, Duration.ZERO, 0, 0, kilobits, QUEUE);
    }

    public boolean isNone() {
        return lossPercent == 0
                && delay.isZero()
                && jitter.isZero()
                && reorderPercent == 0
                && duplicatePercent == 0
                && kilobits == 0;
    }
}
