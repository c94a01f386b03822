package org.yizhan.cases.figures;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.problem.ProblemException;
import org.yizhan.platform.problem.Problems;
import org.yizhan.platform.security.Actor;
import org.yizhan.platform.security.CurrentActor;
import org.yizhan.protocol.id.Role;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// Shows figures to those who lead: as JSON, and as a table for a spreadsheet.
@RestController
class FiguresController {

    /// Without a beginning: the month up to now.
    private static final int USUAL_DAYS = 30;

    private static final int MOST_DAYS = 366;

    private static final int MOST_STEPS = 100;
    private static final double MOST_HOURS = 100_000;
    private static final Pattern STEP = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private static final Problem NOTHING_DONE =
            Problem.of(422, "baseline-empty", "这段时间没有办过件，无法作为基线。", "Nothing was done in these days to compare with.");

    private final Counting counting;
    private final Baselines baselines;
    private final CaseSettings settings;
    private final Clock clock;

    FiguresController(Counting counting, Baselines baselines, CaseSettings settings, Clock clock) {
        this.counting = counting;
        this.baselines = baselines;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/figures")
    Mono<Figures> figures(
            @RequestParam(name = "station", defaultValue = "") String station,
            @RequestParam(name = "from", defaultValue = "") String from,
            @RequestParam(name = "until", defaultValue = "") String until) {
        return reader().flatMap(actor -> counting.count(span(actor, station, from, until)));
    }

    @GetMapping("/api/figures.csv")
    Mono<ResponseEntity<byte[]>> table(
            @RequestParam(name = "station", defaultValue = "") String station,
            @RequestParam(name = "from", defaultValue = "") String from,
            @RequestParam(name = "until", defaultValue = "") String until) {
        return reader().flatMap(actor -> counting.count(span(actor, station, from, until)))
                .map(figures -> ResponseEntity.ok()
                        .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"figures.csv\"")
                        .body(FiguresTable.of(figures).getBytes(StandardCharsets.UTF_8)));
    }

    /// @param from       the days that the baseline tells of
    /// @param cycleHours how long half of the cases took at most from being opened to being completed
    /// @param steps      the same by step; without both the days are counted now
    record Keep(
            @Nullable String station,
            @Nullable String from,
            @Nullable String until,
            @Nullable Double cycleHours,
            @Nullable List<Baseline.Step> steps) {}

    /// Keeps what cases took in some days, as counted or as somebody knows it, to compare with from now on.
    @PutMapping("/api/figures/baseline")
    Mono<Baseline> keep(@RequestBody Keep wish) {
        return CurrentActor.get(Role.SUPERVISOR).flatMap(actor -> {
            var station = station(actor, wish.station());
            var known = wish.cycleHours() != null || wish.steps() != null;
            var span = known
                    ? told(station, wish)
                    : span(actor, station.value(), orEmpty(wish.from()), orEmpty(wish.until()));
            return (known ? Mono.just(told(span, wish)) : counted(span))
                    .flatMap(kept -> baselines.keep(kept, actor.subject()).thenReturn(kept));
        });
    }

    /// From now on there is nothing to compare with, or what the station above has.
    @DeleteMapping("/api/figures/baseline")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> drop(@RequestParam(name = "station", defaultValue = "") String station) {
        return CurrentActor.get(Role.SUPERVISOR).flatMap(actor -> baselines.drop(station(actor, station)));
    }

    private Mono<Baseline> counted(Counting.Span span) {
        return counting.count(span).flatMap(figures -> {
            var cycle = figures.cycle();
            if (cycle == null && figures.steps().isEmpty()) {
                return Mono.error(new ProblemException(NOTHING_DONE));
            }
            return Mono.just(new Baseline(
                    span.station(),
                    span.from(),
                    span.until(),
                    clock.instant(),
                    cycle == null ? null : cycle.medianHours(),
                    figures.steps().stream()
                            .map(s -> new Baseline.Step(s.step(), s.medianHours()))
                            .toList()));
        });
    }

    private Counting.Span told(StationPath station, Keep wish) {
        var today = clock.instant().atZone(settings.zone()).toLocalDate();
        var last = day(orEmpty(wish.until()), today, "until");
        var first = day(orEmpty(wish.from()), last, "from");
        if (first.isAfter(last)) {
            throw new ProblemException(Problems.INVALID.at("from"));
        }
        return new Counting.Span(station, first, last);
    }

    private Baseline told(Counting.Span span, Keep wish) {
        var steps = wish.steps() == null ? List.<Baseline.Step>of() : wish.steps();
        if (wish.cycleHours() != null && !isTime(wish.cycleHours())) {
            throw new ProblemException(Problems.INVALID.at("cycleHours"));
        }
        if (steps.size() > MOST_STEPS
                || !steps.stream()
                        .allMatch(
                                s -> s.step() != null && STEP.matcher(s.step()).matches() && isTime(s.medianHours()))
                || steps.stream().map(Baseline.Step::step).distinct().count() < steps.size()) {
            throw new ProblemException(Problems.INVALID.at("steps"));
        }
        return new Baseline(span.station(), span.from(), span.until(), clock.instant(), wish.cycleHours(), steps);
    }

    private static boolean isTime(double hours) {
        return hours > 0 && hours <= MOST_HOURS;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Mono<Actor> reader() {
        return CurrentActor.get(Role.SUPERVISOR, Role.DUTY_LEADER, Role.AUDITOR);
    }

    private Counting.Span span(Actor actor, String station, String from, String until) {
        var today = clock.instant().atZone(settings.zone()).toLocalDate();
        var last = day(until, today, "until");
        var first = day(from, last.minusDays(USUAL_DAYS - 1L), "from");
        if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last)) {
            throw new ProblemException(Problems.INVALID.at("from"));
        }
        return new Counting.Span(station(actor, station), first, last);
    }

    private static LocalDate day(String text, LocalDate usual, String field) {
        try {
            var day = text.isEmpty() ? usual : LocalDate.parse(text);
            if (day.getYear() < 2000 || day.getYear() > 2999) {
                throw new ProblemException(Problems.INVALID.at(field));
            }
            return day;
        } catch (DateTimeException _) {
            throw new ProblemException(Problems.INVALID.at(field));
        }
    }

    private static StationPath station(Actor actor, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return actor.station();
        }
        try {
            var path = new StationPath(text);
            if (actor.sees(path)) {
                return path;
            }
        } catch (IllegalArgumentException _) {
            // Refused below, like one that is not the reader's.
        }
        throw new ProblemException(Problems.INVALID.at("station"));
    }
}
