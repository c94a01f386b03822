package org.yizhan.media.control;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.yizhan.media.transport.LineFaults;

/// `yizhan.media.faults.*`: what is done to the members' lines to see what happens. Each member has its own line.
///
/// @param direction        what suffers: what members send (`up`), what they are sent (`down`), or `both`; limits of
///                         rate have a direction of their own
/// @param lossPercent      how many of 100 datagrams are lost in the long run
/// @param burst            how many are lost in a row on average; 1: each by itself
/// @param delay            added to each way
/// @param jitter           by how much that delay differs, up and down, from datagram to datagram
/// @param reorderPercent   how many of 100 overtake those before them
/// @param duplicatePercent how many of 100 come twice
/// @param rateUp           kb/s that a member can send; 0: no limit
/// @param rateDown         kb/s that a member can be sent; 0: no limit
/// @param queue            how long a datagram may wait where there is a limit
/// @param blockUdp         nothing gets through by UDP
record MediaFaults(
        @DefaultValue("both") Direction direction,

        @DefaultValue("0") @DecimalMin("0") @DecimalMax("90")
        double lossPercent,

        @DefaultValue("1") @DecimalMin("1") @DecimalMax("1000")
        double burst,

        @DefaultValue("0ms") Duration delay,
        @DefaultValue("0ms") Duration jitter,

        @DefaultValue("0") @DecimalMin("0") @DecimalMax("100")
        double reorderPercent,

        @DefaultValue("0") @DecimalMin("0") @DecimalMax("100")
        double duplicatePercent,

        @DefaultValue("0") @Min(0) @Max(10_000_000) int rateUp,
        @DefaultValue("0") @Min(0) @Max(10_000_000) int rateDown,
        @DefaultValue("300ms") Duration queue,
        @DefaultValue("false") boolean blockUdp) {

    enum Direction {
        UP,
        DOWN,
        BOTH
    }

    LineFaults up() {
        return line(direction != Direction.DOWN, rateUp);
    }

    LineFaults down() {
        return line(direction != Direction.UP, rateDown);
    }

    private LineFaults line(boolean suffers, int rate) {
        if (blockUdp) {
            return LineFaults.BLOCKED;
        }
        return suffers
                ? new LineFaults(lossPercent, burst, delay, jitter, reorderPercent, duplicatePercent, rate, queue)
                : new LineFaults(0, 1, Duration.ZERO, Duration.ZERO, 0, 0, rate, queue);
    }

    boolean isNone() {
        return up().isNone() && down().isNone();
    }
}
