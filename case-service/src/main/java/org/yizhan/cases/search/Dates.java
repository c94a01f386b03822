package org.yizhan.cases.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/// Days, months and years as people type them: `2026-05-01`, `2026-05`, `2026年5月1日`, `20260501`.
final class Dates {

    private static final Pattern DATE = Pattern.compile(
            "((?:19|20)[0-9]{2})(?:年|[-/.](?=[0-9]))(?:([0-9]{1,2})(?:(?:月|[-/.])(?:([0-9]{1,2})日?)?)?)?");
    private static final Pattern COMPACT = Pattern.compile("((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})");

    private Dates() {}

    static Optional<Wanted> read(String word, ZoneId zone) {
        var match = DATE.matcher(word);
        if (!match.matches()) {
            match = COMPACT.matcher(word);
            if (!match.matches()) {
                return Optional.empty();
            }
        }
        var year = Integer.parseInt(match.group(1));
        var month = match.group(2);
        var day = match.group(3);
        try {
            var first = LocalDate.of(
                    year, month == null ? 1 : Integer.parseInt(month), day == null ? 1 : Integer.parseInt(day));
            var next = month == null ? first.plusYears(1) : day == null ? first.plusMonths(1) : first.plusDays(1);
            var any = Wanted.ANYTHING;
            return Optional.of(new Wanted(
                    any.terms(),
                    any.text(),
                    false,
                    null,
                    first.atStartOfDay(zone).toInstant(),
                    next.atStartOfDay(zone).toInstant(),
                    any.checks()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
