package org.yizhan.cases.figures;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened between two days at a station and below.
///
/// @param opened        cases that were opened
/// @param completed     cases that were completed
/// @param consultations meetings that began
/// @param personVisits  sittings at booths and windows: one a case that was opened there
/// @param days          by day, for charts
/// @param cycle         how long completed cases took from being opened; null when none was completed
/// @param steps         how long cases stood at each step that they left
/// @param baseline      how long they took before; null when nobody has kept one
/// @param returns       where cases were sent back
/// @param returnReasons why they were sent back
/// @param ratings       how many of each level, 5 to 1; appeals that were upheld are left out
/// @param rated         share of completed cases with a rating; who did not rate is not counted as content
/// @param workOrders    complaints and bad ratings
/// @param reliefs       papers that residents did not have to bring, by what law
/// @param stations      stars of the stations below
record Figures(
        LocalDate from,
        LocalDate until,
        long opened,
        long completed,
        long consultations,
        long personVisits,
        List<Day> days,
        @Nullable CycleTime cycle,
        List<StepTime> steps,
        @Nullable Baseline baseline,
        List<Return> returns,
        List<ReturnReason> returnReasons,
        List<Rated> ratings,
        @Nullable Double rated,
        WorkOrderCount workOrders,
        List<ItemCount> items,
        List<Relieved> reliefs,
        List<Stars> stations) {

    record Day(LocalDate day, long opened, long completed) {}

    /// Hours by the clock, at most 2.5 % off: times are kept in classes.
    ///
    /// @param medianHours half of the cases took no longer
    /// @param p90Hours    nine of ten took no longer
    record CycleTime(long cases, double medianHours, double p90Hours) {}

    /// The same of one step.
    record StepTime(String step, long cases, double medianHours, double p90Hours) {}

    record Return(String item, String step, long cases) {}

    /// @param reason  what the comments begin with, up to the first comma, colon or full stop; empty
    /// when there was none
    /// @param returns how often
    /// @param cases   how many cases for the first time
    record ReturnReason(String reason, long returns, long cases) {}

    record Rated(int level, long ratings) {}

    record WorkOrderCount(long opened, long answered, long answeredInTime, long calledBack) {}

    /// @param kind `tolerance`, `promise`, `archive` or `certificate`
    record Relieved(String kind, String basis, long papers) {}

    record ItemCount(String item, long opened, long completed) {}

    /// Service stars, 0 to 5, and what they are made of; the weights are in `docs/figures.md`.
    ///
    /// @param satisfaction share of ratings 3 to 5; null without ratings
    /// @param inTime       share of completed cases that took no longer than ten working days' worth of hours
    /// @param straight     share of completed cases that were never sent back
    record Stars(
            String station,
            String name,
            String nameEn,
            long completed,
            @Nullable Double satisfaction,
            @Nullable Double inTime,
            @Nullable Double straight,
            @Nullable Double stars) {

        static final double SATISFACTION = 0.5;
        static final double IN_TIME = 0.3;
        static final double STRAIGHT = 0.2;

        static Stars of(String station, String name, String nameEn, Standing standing) {
            var satisfaction = share(standing.satisfied(), standing.rated());
            var inTime = share(standing.inTime(), standing.completed());
            var straight = share(standing.straight(), standing.completed());
            return new Stars(
                    station,
                    name,
                    nameEn,
                    standing.completed(),
                    satisfaction,
                    inTime,
                    straight,
                    stars(satisfaction, inTime, straight));
        }

        private static @Nullable Double share(long some, long all) {
            return all == 0 ? null : (double) some / all;
        }

        static @Nullable Double stars(
                @Nullable Double satisfaction, @Nullable Double inTime, @Nullable Double straight) {
            var sum = 0.0;
            var weight = 0.0;
            if (satisfaction != null) {
                sum += satisfaction * SATISFACTION;
                weight += SATISFACTION;
            }
            if (inTime != null) {
                sum += inTime * IN_TIME;
                weight += IN_TIME;
            }
            if (straight != null) {
                sum += straight * STRAIGHT;
                weight += STRAIGHT;
            }
            return weight == 0 ? null : Math.round(sum / weight * 50) / 10.0;
        }
    }
}
