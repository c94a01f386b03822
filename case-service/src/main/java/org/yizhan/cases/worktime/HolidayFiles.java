package org.yizhan.cases.worktime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.yizhan.cases.yaml.YamlFile;
import org.yizhan.cases.yaml.YamlValue;

/// Reads the statutory holidays, one file a year, each after the notice of the State Council's General Office.
final class HolidayFiles {

    private static final String FILES = "classpath*:cases/calendar/*.yaml";

    private HolidayFiles() {}

    static Holidays read(ResourcePatternResolver resources) {
        var days = new HashMap<LocalDate, Boolean>();
        try {
            for (var file : resources.getResources(FILES)) {
                year(YamlFile.read(file), days);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + FILES, e);
        }
        return new Holidays(days);
    }

    static void year(YamlValue file, Map<LocalDate, Boolean> days) {
        file.only("year", "notice", "holidays");
        file.get("notice").text();
        var year = file.get("year").number();
        for (var holiday : file.get("holidays").list()) {
            holiday.only("name", "from", "until", "work");
            var from = date(holiday.get("from"), year);
            var until = date(holiday.get("until"), year);
            if (until.isBefore(from)) {
                throw holiday.get("until").wrong("lies before from");
            }
            from.datesUntil(until.plusDays(1)).forEach(d -> put(holiday, days, d, false));
            holiday.find("work")
                    .map(YamlValue::list)
                    .orElse(java.util.List.of())
                    .forEach(w -> {
                        var day = date(w, year);
                        if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                            throw w.wrong("is no weekend day, so it is worked anyway");
                        }
                        put(w, days, day, true);
                    });
        }
    }

    private static void put(YamlValue at, Map<LocalDate, Boolean> days, LocalDate day, boolean workday) {
        if (days.put(day, workday) != null) {
            throw at.wrong("says twice what " + day + " is");
        }
    }

    private static LocalDate date(YamlValue value, int year) {
        try {
            var date = LocalDate.parse(value.text());
            if (date.getYear() == year) {
                return date;
            }
        } catch (DateTimeParseException _) {
            // said below
        }
        throw value.wrong("must be a date of " + year + ", such as " + year + "-10-01");
    }
}
