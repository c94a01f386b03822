package org.yizhan.cases.worktime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.yizhan.cases.process.Limit;

/// Reckons in the working time of one station.
///
/// Days are counted as the law counts them: the day of the event is not counted, the last day ends with the closing of
/// the counter (民法典 §§ 201, 203). Hours are counted to the second, and only while the counter is open.
///
/// @param own days on which this station does otherwise than the country: true for a working day
public record WorkingTime(ZoneId zone, Hours hours, Holidays holidays, Map<LocalDate, Boolean> own) {

    /// A calendar without any working day would be searched for ever.
    private static final int FARTHEST_DAYS = 3_700;

    public WorkingTime {
        own = Map.copyOf(own);
    }

    public boolean isWorkday(LocalDate day) {
        var said = own.get(day);
        return said == null ? holidays.isWorkday(day) : said;
    }

    /// When a limit that begins at `from` ends.
    public Instant due(Instant from, Limit limit) {
        return switch (limit.unit()) {
            case DAYS -> plusDays(from, limit.amount());
            case HOURS -> plus(from, Duration.ofHours(limit.amount()));
        };
    }

    /// Closing time of the `days`-th working day after the day of `from`.
    public Instant plusDays(Instant from, int days) {
        var day = from.atZone(zone).toLocalDate();
        for (var left = days; left > 0; left--) {
            day = nextWorkday(day);
        }
        return day.atTime(hours.closing()).atZone(zone).toInstant();
    }

    /// The moment at which `length` of working time has passed since `from`.
    public Instant plus(Instant from, Duration length) {
        var at = from.atZone(zone);
        var left = length;
        for (var searched = 0; searched < FARTHEST_DAYS; searched++) {
            if (isWorkday(at.toLocalDate())) {
                for (var shift : hours.shifts()) {
                    var begin = later(at.toLocalTime(), shift.from());
                    if (!begin.isBefore(shift.until())) {
                        continue;
                    }
                    var open = Duration.between(begin, shift.until());
                    if (left.compareTo(open) <= 0) {
                        return on(at, begin).plus(left);
                    }
                    left = left.minus(open);
                }
            }
            at = at.toLocalDate().plusDays(1).atStartOfDay(zone);
        }
        throw new IllegalStateException("no working day in ten years");
    }

    /// Working time between two moments; zero when the second is not later.
    public Duration between(Instant from, Instant until) {
        var total = Duration.ZERO;
        var first = from.atZone(zone);
        var last = until.atZone(zone);
        for (var day = first.toLocalDate(); !day.isAfter(last.toLocalDate()); day = day.plusDays(1)) {
            if (isWorkday(day)) {
                var begin = day.equals(first.toLocalDate()) ? first.toLocalTime() : LocalTime.MIN;
                var end = day.equals(last.toLocalDate()) ? last.toLocalTime() : LocalTime.MAX;
                for (var shift : hours.shifts()) {
                    var open = Duration.between(later(begin, shift.from()), earlier(end, shift.until()));
                    total = open.isNegative() ? total : total.plus(open);
                }
            }
        }
        return total;
    }

    private LocalDate nextWorkday(LocalDate day) {
        var next = day;
        for (var searched = 0; searched < FARTHEST_DAYS; searched++) {
            next = next.plusDays(1);
            if (isWorkday(next)) {
                return next;
            }
        }
        throw new IllegalStateException("no working day in ten years");
    }

    private static Instant on(ZonedDateTime day, LocalTime time) {
        return day.toLocalDate().atTime(time).atZone(day.getZone()).toInstant();
    }

    private static LocalTime later(LocalTime one, LocalTime other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalTime earlier(LocalTime one, LocalTime other) {
        return one.isBefore(other) ? one : other;
    }
}
