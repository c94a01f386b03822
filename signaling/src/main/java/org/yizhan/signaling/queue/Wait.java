package org.yizhan.signaling.queue;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An honest range for a wait.
///
/// @param fromMinutes when the meetings before it are short
/// @param toMinutes   when they are long
record Wait(int fromMinutes, int toMinutes) {

    /// From how long recent meetings took: the quarter of short ones and the quarter of long ones. Null while too
    /// little is known, or when no desk is there at all.
    ///
    /// @param recent how long each took
    /// @param desks  how many desks take calls or are in a meeting
    static @Nullable Wait guess(List<Duration> recent, int ahead, int desks, int samples) {
        if (recent.size() < samples || desks == 0) {
            return null;
        }
        List<Duration> sorted = recent.stream().sorted().toList();
        Duration shorter = sorted.get((sorted.size() - 1) / 4);
        Duration longer = sorted.get((sorted.size() - 1) * 3 / 4);
        int rounds = ahead / desks;
        int from = (int) shorter.multipliedBy(rounds).toMinutes();
        int to = (int) Math.ceilDiv(longer.multipliedBy(rounds + 1L).toSeconds(), 60L);
        return new Wait(from, Math.max(to, from + 1));
    }
}
