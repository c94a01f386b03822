package org.yizhan.cases.worktime;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;

/// The days on which the country works: Monday to Friday, except statutory holidays, and the weekend days that are
/// worked instead (调休).
///
/// @param days what is otherwise than the weekday says: true for a working day
public record Holidays(Map<LocalDate, Boolean> days) {

    public Holidays {
        days = Map.copyOf(days);
    }

    public boolean isWorkday(LocalDate day) {
        var said = days.get(day);
        return said == null ? day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY : said;
    }
}
