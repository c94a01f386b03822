package org.yizhan.media.room;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// On which of several event loops something is to be. All loops' numbers are their places in the list. Decides
/// only.
final class Placing {

    private Placing() {}

    /// Where a meeting is or begins: on the loop with the fewest meetings; of several such where most of its
    /// members are, so that few have to move.
    static int room(List<Holding> loops) {
        return first(
                loops,
                Holding::room,
                Comparator.comparingInt(Holding::rooms)
                        .thenComparingInt(loop -> -loop.members().size()));
    }

    /// Where a member's connection belongs: on the loop of the meeting that it is expected in; else where it
    /// is; else on the loop with the fewest connections.
    static int member(List<Holding> loops) {
        int meeting = first(loops, Holding::expected);
        if (meeting >= 0) {
            return meeting;
        }
        return first(loops, loop -> !loop.members().isEmpty(), Comparator.comparingInt(Holding::peers));
    }

    /// The loop that has it, or else the least by this order.
    private static int first(List<Holding> loops, Predicate<Holding> has, Comparator<Holding> order) {
        int there = first(loops, has);
        return there >= 0
                ? there
                : IntStream.range(0, loops.size())
                        .boxed()
                        .min((one, other) -> order.compare(loops.get(one), loops.get(other)))
                        .orElseThrow();
    }

    private static int first(List<Holding> loops, Predicate<Holding> has) {
        return IntStream.range(0, loops.size())
                .filter(i -> has.test(loops.get(i)))
                .findFirst()
                .orElse(-1);
    }
}
