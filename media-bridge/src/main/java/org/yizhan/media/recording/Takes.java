package org.yizhan.media.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of two copies of the same camera, microphone or screen is played when. The copy that is played goes on being
/// played until it has a hole that the other can fill; so the first is played as long as it has none, and there are no
/// more changes than are needed.
final class Takes {

    /// Shorter holes are left as they are: to change over for them is seen more than they are.
    static final long SHORTEST_MS = 200;

    private Takes() {}

    /// @param first    what the first copy has, in any order
    /// @param second   what the second has, on the same clock
    /// @param shortest holes and ends of less are not filled; 1: all are
    /// @return in order, none over another
    static List<Take> choose(List<Take> first, List<Take> second, long shortest) {
        List<Take> played = ordered(first);
        List<Take> other = ordered(second);
        List<Take> takes = new ArrayList<>();
        long at = Long.MIN_VALUE;
        while (true) {
            Take own = after(played, at);
            Take filling = filling(other, at, own == null ? Long.MAX_VALUE : own.fromMs(), shortest);
            if (filling != null) {
                List<Take> left = played;
                played = other;
                other = left;
                own = filling;
            }
            if (own == null) {
                return List.copyOf(takes);
            }
            takes.add(new Take(own.source(), Math.max(own.fromMs(), at), own.toMs()));
            at = own.toMs();
        }
    }

    /// What of these plays for long enough between `at` and where the copy that is played goes on; null: nothing.
    private static @Nullable Take filling(List<Take> others, long at, long until, long shortest) {
        Take begin = null;
        long reach = Long.MIN_VALUE;
        for (Take other : others) {
            if (other.toMs() <= at) {
                continue;
            }
            // Files that follow each other without a hole fill together.
            begin = begin == null || other.fromMs() > reach ? other : begin;
            reach = other.toMs();
            if (Math.min(reach, until) - Math.max(at, begin.fromMs()) >= shortest) {
                return begin;
            }
        }
        return null;
    }

    private static @Nullable Take after(List<Take> takes, long at) {
        for (Take take : takes) {
            if (take.toMs() > at) {
                return take;
            }
        }
        return null;
    }

    /// By their begin; where one copy has two files at a time, the one that began earlier is played to its end.
    private static List<Take> ordered(List<Take> takes) {
        List<Take> ordered = new ArrayList<>();
        long end = Long.MIN_VALUE;
        for (Take take : takes.stream()
                .sorted(Comparator.comparingLong(Take::fromMs).thenComparingInt(Take::source))
                .toList()) {
            long from = Math.max(end, take.fromMs());
            if (from < take.toMs()) {
                ordered.add(new Take(take.source(), from, take.toMs()));
                end = take.toMs();
            }
        }
        return ordered;
    }
}
