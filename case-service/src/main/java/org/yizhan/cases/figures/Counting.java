package org.yizhan.cases.figures;

import static org.yizhan.cases.row.Columns.required;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Counts what happened: days that are over from the sums that are kept of them, the others from the cases
/// themselves.
@Component
class Counting {

    private final Tallies tallies;
    private final Happenings happenings;
    private final Baselines baselines;
    private final DatabaseClient database;
    private final CaseSettings settings;

    Counting(
            Tallies tallies,
            Happenings happenings,
            Baselines baselines,
            DatabaseClient database,
            CaseSettings settings) {
        this.tallies = tallies;
        this.happenings = happenings;
        this.baselines = baselines;
        this.database = database;
        this.settings = settings;
    }

    /// What is counted: a station and below, from a day up to and with another.
    record Span(StationPath station, LocalDate from, LocalDate until) {

        /// The stretches of days that are not among some.
        List<Span> without(Set<LocalDate> some) {
            var stretches = new ArrayList<Span>();
            var last = until.plusDays(1);
            var begin = from;
            for (var day = from; !day.isAfter(last); day = day.plusDays(1)) {
                if (some.contains(day) || day.equals(last)) {
                    if (begin.isBefore(day)) {
                        stretches.add(new Span(station, begin, day.minusDays(1)));
                    }
                    begin = day.plusDays(1);
                }
            }
            return stretches;
        }
    }

    Mono<Figures> count(Span span) {
        return summary(span)
                .flatMap(summary -> Mono.zip(orders(span), names(summary.places()), baselines.of(span.station()))
                        .map(rest -> new Figures(
                                span.from(),
                                span.until(),
                                summary.opened(),
                                summary.completed(),
                                summary.consultations(),
                                summary.personVisits(),
                                summary.days(),
                                summary.cycle(),
                                summary.steps(),
                                rest.getT3().orElse(null),
                                summary.returns(),
                                summary.reasons(),
                                summary.ratings(),
                                summary.rated(),
                                rest.getT1(),
                                summary.items(),
                                summary.reliefs(),
                                summary.stations(rest.getT2()))));
    }

    private Mono<Summary> summary(Span span) {
        return tallies.counted(span.from(), span.until()).flatMap(days -> {
            var summary = new Summary();
            return tallies.of(span.station(), days)
                    .doOnNext(day -> summary.add(day.day(), day.tally()))
                    .then(tallies.standings(span.station(), days))
                    .doOnNext(summary::add)
                    .thenMany(Flux.fromIterable(span.without(days)))
                    .concatMap(open -> happenings
                            .between(
                                    span.station().value(),
                                    open.from(),
                                    open.until(),
                                    span.station().level() + 2)
                            .collectList())
                    .doOnNext(summary::add)
                    .then(Mono.just(summary));
        });
    }

    /// Complaints and bad ratings, by when they came; there are few.
    private Mono<Figures.WorkOrderCount> orders(Span span) {
        return database.sql("""
                        SELECT count(*) AS opened, count(answered_at) AS answered,
                            count(*) FILTER (WHERE answered_at <= due) AS in_time, count(called_at) AS called
                        FROM cases.work_order WHERE scope <@ CAST(:station AS ltree)
                            AND opened_at >= :from AND opened_at < :until
                        """)
                .bind("station", span.station().value())
                .bind("from", span.from().atStartOfDay(settings.zone()).toInstant())
                .bind(
                        "until",
                        span.until().plusDays(1).atStartOfDay(settings.zone()).toInstant())
                .map(row -> new Figures.WorkOrderCount(
                        required(row, "opened", Long.class),
                        required(row, "answered", Long.class),
                        required(row, "in_time", Long.class),
                        required(row, "called", Long.class)))
                .one();
    }

    private Mono<Map<String, Summary.Name>> names(Set<String> places) {
        return database.sql(
                        "SELECT path::text AS path, name, name_en FROM cases.station WHERE path::text = ANY (:places)")
                .bind("places", places.toArray(String[]::new))
                .map(row -> Map.entry(
                        required(row, "path", String.class),
                        new Summary.Name(required(row, "name", String.class), required(row, "name_en", String.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
