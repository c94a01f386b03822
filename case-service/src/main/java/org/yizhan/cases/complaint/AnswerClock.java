package org.yizhan.cases.complaint;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// When an answer is due: at the end of the fifth day that is neither Saturday nor Sunday. Public holidays and swap
/// days
/// are not looked at.
final class AnswerClock {

    private static final int WORKING_DAYS = 5;

    private AnswerClock() {}

    static Instant due(Instant from, ZoneId zone) {
        var day = from.atZone(zone).toLocalDate();
        var left = WORKING_DAYS;
        while (left > 0) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                left--;
            }
        }
        return day.plusDays(1).atStartOfDay(zone).toInstant().truncatedTo(ChronoUnit.MICROS);
    }
}
