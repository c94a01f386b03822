package org.yizhan.cases.org;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;

/// Dates that an office can have to do with; neither the database nor the calendar reckons with others.
public final class Times {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;
    private static final Instant FIRST =
            LocalDate.of(FIRST_YEAR, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final Instant LAST =
            LocalDate.of(LAST_YEAR + 1, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();

    private Times() {}

    /// @throws ProblemException naming `field`
    public static Instant sane(Instant at, String field) {
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw new ProblemException(Problems.INVALID.at(field));
        }
        return at;
    }

    /// @throws ProblemException naming `field`
    public static LocalDate sane(LocalDate day, String field) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw new ProblemException(Problems.INVALID.at(field));
        }
        return day;
    }
}
