package org.yizhan.cases.figures;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yizhan.cases.figures.Tally.What;
import org.yizhan.protocol.id.StationPath;

/// Puts together what was counted of a station, day by day, and tells what it comes to.
final class Summary {

    private static final int MOST = 500;

    private final Tally tally = new Tally();
    private final TreeMap<LocalDate, Tally> days = new TreeMap<>();
    private final TreeMap<String, Standing> standings = new TreeMap<>();

    /// @param day  when
    /// @param kept what is kept of that day, of the station and those below it
    void add(LocalDate day, Tally kept) {
        tally.add(kept);
        kept.each(Kind.OPENED, (what, n) -> ofDay(day).add(Kind.OPENED, "", "", n));
        kept.each(Kind.COMPLETED, (what, n) -> ofDay(day).add(Kind.COMPLETED, "", "", n));
    }

    private Tally ofDay(LocalDate day) {
        return days.computeIfAbsent(day, _ -> new Tally());
    }

    void add(Map<StationPath, Standing> kept) {
        kept.forEach((place, standing) -> standings.merge(place.value(), standing, Standing::plus));
    }

    /// What was counted just now, at the station and at those right below it.
    void add(List<Happened> all) {
        var places = new HashMap<StationPath, Tally>();
        for (var one : all) {
            add(one.day(), new Tally().add(one.kind(), one.of(), one.more(), one.amount()));
            places.computeIfAbsent(one.place(), _ -> new Tally()).add(one.kind(), one.of(), one.more(), one.amount());
        }
        places.forEach((place, counted) -> standings.merge(place.value(), Standing.of(counted), Standing::plus));
    }

    Set<String> places() {
        return new HashSet<>(standings.keySet());
    }

    long opened() {
        return tally.sum(Kind.OPENED);
    }

    long completed() {
        return tally.sum(Kind.COMPLETED);
    }

    long consultations() {
        return tally.sum(Kind.CONSULTATION);
    }

    long personVisits() {
        return tally.sum(Kind.VISIT);
    }

    List<Figures.Day> days() {
        return days.entrySet().stream()
                .map(e -> new Figures.Day(
                        e.getKey(), e.getValue().sum(Kind.OPENED), e.getValue().sum(Kind.COMPLETED)))
                .toList();
    }

    Figures.@Nullable CycleTime cycle() {
        var took = new Took();
        tally.each(Kind.CYCLE, (what, n) -> took.add(what.of(), n));
        return took.count() == 0 ? null : new Figures.CycleTime(took.count(), took.hours(0.5), took.hours(0.9));
    }

    List<Figures.StepTime> steps() {
        var steps = new TreeMap<String, Took>();
        tally.each(
                Kind.STEP,
                (what, n) -> steps.computeIfAbsent(what.of(), _ -> new Took()).add(what.more(), n));
        return steps.entrySet().stream()
                .map(e -> new Figures.StepTime(
                        e.getKey(),
                        e.getValue().count(),
                        e.getValue().hours(0.5),
                        e.getValue().hours(0.9)))
                .sorted(Comparator.comparingLong(Figures.StepTime::cases).reversed())
                .limit(MOST)
                .toList();
    }

    List<Figures.Return> returns() {
        return most(Kind.RETURN, (what, n) -> new Figures.Return(what.of(), what.more(), n));
    }

    List<Figures.ReturnReason> reasons() {
        var reasons = new TreeMap<String, long[]>();
        tally.each(Kind.REASON, (what, n) -> {
            var counts = reasons.computeIfAbsent(what.of(), _ -> new long[2]);
            counts[0] += n;
            counts[1] += what.more().equals("first") ? n : 0;
        });
        return reasons.entrySet().stream()
                .map(e -> new Figures.ReturnReason(e.getKey(), e.getValue()[0], e.getValue()[1]))
                .sorted(Comparator.comparingLong(Figures.ReturnReason::returns).reversed())
                .limit(MOST)
                .toList();
    }

    /// Best first.
    List<Figures.Rated> ratings() {
        var ratings = new ArrayList<Figures.Rated>();
        tally.each(Kind.RATING, (what, n) -> ratings.add(new Figures.Rated(Integer.parseInt(what.of()), n)));
        ratings.sort(Comparator.comparingInt(Figures.Rated::level).reversed());
        return ratings;
    }

    /// Share of completed cases with a rating; null when none was completed.
    @Nullable
    Double rated() {
        var completed = completed();
        return completed == 0 ? null : Math.min(1, Math.round(1000.0 * tally.sum(Kind.RATING) / completed) / 1000.0);
    }

    List<Figures.ItemCount> items() {
        var opened = new HashMap<String, Long>();
        var completed = new HashMap<String, Long>();
        tally.each(Kind.OPENED, (what, n) -> opened.merge(what.of(), n, Long::sum));
        tally.each(Kind.COMPLETED, (what, n) -> completed.merge(what.of(), n, Long::sum));
        var items = new TreeSet<>(opened.keySet());
        items.addAll(completed.keySet());
        return items.stream()
                .map(item ->
                        new Figures.ItemCount(item, opened.getOrDefault(item, 0L), completed.getOrDefault(item, 0L)))
                .sorted(Comparator.comparingLong(Figures.ItemCount::opened).reversed())
                .limit(MOST)
                .toList();
    }

    List<Figures.Relieved> reliefs() {
        return most(Kind.RELIEF, (what, n) -> new Figures.Relieved(what.of(), what.more(), n));
    }

    /// Of those that completed anything, in the order of their paths.
    ///
    /// @param names of stations by path; one that is not there is called by its path
    List<Figures.Stars> stations(Map<String, Name> names) {
        return standings.entrySet().stream()
                .filter(e -> e.getValue().completed() > 0)
                .map(e -> {
                    var name = names.getOrDefault(e.getKey(), new Name(e.getKey(), e.getKey()));
                    return Figures.Stars.of(e.getKey(), name.name(), name.nameEn(), e.getValue());
                })
                .limit(MOST)
                .toList();
    }

    record Name(String name, String nameEn) {}

    @FunctionalInterface
    private interface Counted<T> {
        T of(What what, long amount);
    }

    /// The most frequent first.
    private <T> List<T> most(Kind kind, Counted<T> made) {
        var all = new ArrayList<Map.Entry<What, Long>>();
        tally.each(kind, (what, n) -> all.add(Map.entry(what, n)));
        return all.stream()
                .sorted(Map.Entry.<What, Long>comparingByValue().reversed())
                .limit(MOST)
                .map(e -> made.of(e.getKey(), e.getValue()))
                .toList();
    }
}
