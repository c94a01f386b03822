package org.yizhan.cases.search;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.StationPath;

/// What somebody looks for, read from what they typed.
///
/// @param terms    the case has them all
/// @param text     and these in its form or papers
/// @param rare     whether so few cases have them that the inverted index is asked at once
/// @param place    only cases of this station and below; null for all that the reader sees
/// @param from     opened at this time or later
/// @param until    opened before
/// @param checks   what has to hold of the case itself
record Wanted(
        Set<Integer> terms,
        Set<Integer> text,
        boolean rare,
        @Nullable StationPath place,
        @Nullable Instant from,
        @Nullable Instant until,
        List<Check> checks) {

    static final Wanted ANYTHING = new Wanted(Set.of(), Set.of(), false, null, null, null, List.of());

    /// A condition on `cases.case_file f` with one value, `:check`.
    ///
    /// @param direct whether an index of the case's own table finds it
    record Check(String condition, Object value, boolean direct) {}

    Wanted and(Wanted other) {
        return new Wanted(
                join(terms, other.terms),
                join(text, other.text),
                rare || other.rare,
                other.place == null ? place : other.place,
                other.from == null ? from : other.from,
                other.until == null ? until : other.until,
                Stream.concat(checks.stream(), other.checks.stream()).toList());
    }

    private static Set<Integer> join(Set<Integer> some, Set<Integer> more) {
        var all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }

    boolean isDirect() {
        return checks.stream().anyMatch(Check::direct);
    }
}
