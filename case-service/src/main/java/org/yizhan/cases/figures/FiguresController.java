package org.yizhan.cases.figures;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yizhan.cases.settings.CaseSettings;
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

    private final Counting counting;
    private final CaseSettings settings;
    private final Clock clock;

    FiguresController(Counting counting, CaseSettings settings, Clock clock) {
        this.counting = counting;
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
