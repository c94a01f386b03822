package org.yizhan.cases.worktime;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;

/// The hours of a working day, in order and without overlap: morning and afternoon, or right through.
public record Hours(List<Shift> shifts) {

    /// 09:00–12:00 and 13:30–17:00, as most counters have it.
    public static final Hours USUAL = of("09:00-12:00,13:30-17:00");

    /// @throws IllegalArgumentException when shifts overlap, or there is none
    public Hours {
        shifts = shifts.stream().sorted(Comparator.comparing(Shift::from)).toList();
        if (shifts.isEmpty()) {
            throw new IllegalArgumentException("a working day has at least one shift");
        }
        for (var i = 1; i < shifts.size(); i++) {
            if (shifts.get(i).from().isBefore(shifts.get(i - 1).until())) {
                throw new IllegalArgumentException("shifts overlap");
            }
        }
    }

    /// From and until on the same day.
    public record Shift(LocalTime from, LocalTime until) {
        public Shift {
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("a shift ends after it begins");
            }
        }
    }

    /// Reads `09:00-12:00,13:30-17:00`.
    ///
    /// @throws IllegalArgumentException when it is something else
    public static Hours of(String text) {
        return new Hours(List.of(text.split(",", -1)).stream().map(Hours::shift).toList());
    }

    private static Shift shift(String text) {
        if (!text.strip().matches("[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]")) {
            throw new IllegalArgumentException("hours look like 09:00-12:00,13:30-17:00");
        }
        var ends = text.strip().split("-", -1);
        try {
            return new Shift(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
        } catch (java.time.format.DateTimeParseException _) {
            throw new IllegalArgumentException("hours look like 09:00-12:00,13:30-17:00");
        }
    }

    LocalTime closing() {
        return shifts.getLast().until();
    }

    Duration length() {
        return shifts.stream().map(s -> Duration.between(s.from(), s.until())).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public String toString() {
        return String.join(
                ",", shifts.stream().map(s -> s.from() + "-" + s.until()).toList());
    }
}
