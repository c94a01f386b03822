package org.yizhan.cases.worktime;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.command.Answer;
import org.yizhan.cases.command.Commands;
import org.yizhan.cases.org.Calendars;
import org.yizhan.cases.org.Times;
import org.yizhan.cases.process.Limit;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Shows when a station works and when a limit ends, and lets administrators set its hours and single days.
@RestController
class CalendarController {

    private static final Problem HOURS =
            Problem.of(422, "working-hours", "工作时间有误。", "Hours look like 09:00-12:00,13:30-17:00.");
    private static final int LONGEST_NOTE = 80;

    private final WorkingTimes times;
    private final Calendars calendars;
    private final Commands commands;
    private final Clock clock;

    CalendarController(WorkingTimes times, Calendars calendars, Commands commands, Clock clock) {
        this.times = times;
        this.calendars = calendars;
        this.commands = commands;
        this.clock = clock;
    }

    record Day(LocalDate day, boolean workday) {}

    record Shown(StationPath station, String hours, Iterable<Day> days) {}

    /// A year of a station, day by day.
    @GetMapping("/api/org/calendar")
    Mono<Shown> calendar(@RequestParam("station") StationPath station, @RequestParam("year") int year) {
        if (year < 2000 || year > 2100) {
            return Mono.error(() -> new ProblemException(Problems.INVALID.at("year")));
        }
        return CurrentActor.get().map(_ -> {
            var time = times.at(station);
            var first = LocalDate.of(year, 1, 1);
            var days = first.datesUntil(first.plusYears(1))
                    .map(d -> new Day(d, time.isWorkday(d)))
                    .toList();
            return new Shown(station, time.hours().toString(), days);
        });
    }

    /// When a limit that begins at `from` (now, when left out) ends at a station.
    @GetMapping("/api/org/calendar/deadline")
    Mono<Map<String, Object>> deadline(
            @RequestParam("station") StationPath station,
            @RequestParam("limit") String text,
            @RequestParam(name = "from", required = false) @Nullable Instant from) {
        return CurrentActor.get().map(_ -> {
            var begin = from == null ? clock.instant() : Times.sane(from, "from");
            return Map.of("from", begin, "limit", text, "due", times.at(station).due(begin, limit(text)));
        });
    }

    private static Limit limit(String text) {
        try {
            return Limit.of(text);
        } catch (IllegalArgumentException _) {
            throw new ProblemException(Problems.INVALID.at("limit"));
        }
    }

    record HoursWish(
            @Nullable StationPath station, @Nullable String hours) {}

    /// Hours of a station and of those below it that have none of their own.
    @PutMapping("/api/org/calendar/hours")
    Mono<ResponseEntity<byte[]>> hours(@RequestBody HoursWish wish) {
        var station = required(wish.station(), "station");
        try {
            Hours.of(required(wish.hours(), "hours"));
        } catch (IllegalArgumentException _) {
            throw new ProblemException(HOURS.at("hours"));
        }
        return change(actor -> calendars.hours(actor, station, required(wish.hours(), "hours")));
    }

    record DayWish(
            @Nullable StationPath station,
            @Nullable LocalDate day,
            @Nullable Boolean workday,
            @Nullable String note) {}

    /// A day on which a station does otherwise than the country, such as a weekend opening.
    @PutMapping("/api/org/calendar/days")
    Mono<ResponseEntity<byte[]>> day(@RequestBody DayWish wish) {
        var note = wish.note() == null ? "" : wish.note().strip();
        if (note.length() > LONGEST_NOTE) {
            throw new ProblemException(Problems.INVALID.at("note"));
        }
        return change(actor -> calendars.day(
                actor,
                required(wish.station(), "station"),
                Times.sane(required(wish.day(), "day"), "day"),
                required(wish.workday(), "workday"),
                note));
    }

    private Mono<ResponseEntity<byte[]>> change(java.util.function.Function<Actor, Mono<Void>> work) {
        return CurrentActor.get(Role.ADMINISTRATOR)
                .flatMap(actor -> commands.inTransaction(
                        Mono.defer(() -> work.apply(actor)).thenReturn(Answer.ok(Map.of("changed", true)))))
                .flatMap(answer -> calendars.read().thenReturn(answer));
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new ProblemException(Problems.INVALID.at(field));
        }
        return value;
    }
}
