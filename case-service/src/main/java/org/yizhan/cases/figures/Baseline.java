package org.yizhan.cases.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yizhan.protocol.id.StationPath;

/// How long cases took before, to compare with.
///
/// @param station    that it was kept for; it holds for those below it that have none of their own
/// @param from       the days that it tells of
/// @param cycleHours half of the cases took no longer from being opened to being completed; null when unknown
/// @param steps      the same by step, in the order in which they were given
record Baseline(
        StationPath station,
        LocalDate from,
        LocalDate until,
        Instant setAt,
        @Nullable Double cycleHours,
        List<Step> steps) {

    record Step(String step, double medianHours) {}
}
