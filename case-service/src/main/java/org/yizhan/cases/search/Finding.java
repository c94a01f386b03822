package org.yizhan.cases.search;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.Visibility;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.Role;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Finds cases within what the actor may see.
///
/// Several words have to hold all. A word that may be meant in several ways is read in the likeliest way that finds
/// something, unless the kind is given.
@Component
public class Finding {

    private static final int MOST_WORDS = 5;

    /// What a word can hardly be by accident.
    private static final List<Kind> SURE =
            List.of(Kind.ID, Kind.PHONE, Kind.NUMBER, Kind.DATE, Kind.ITEM, Kind.STATION);

    private final Reading reading;
    private final Entries entries;
    private final NamedStations stations;
    private final DatabaseClient database;
    private final Clock clock;

    Finding(Reading reading, Entries entries, NamedStations stations, DatabaseClient database, Clock clock) {
        this.reading = reading;
        this.entries = entries;
        this.stations = stations;
        this.database = database;
        this.clock = clock;
    }

    /// @param after where the page before ended; null for the first
    public Mono<Found> find(Actor actor, String typed, @Nullable Kind kind, Found.@Nullable At after) {
        var words = List.of(typed.strip().split("\\s+"));
        if (words.size() > MOST_WORDS) {
            return Mono.just(new Found(List.of(), kind, List.of(), 0, false));
        }
        return Flux.fromIterable(words)
                .concatMap(word -> stations.find(actor.station(), word)
                        .map(found -> reading.read(word, found))
                        .switchIfEmpty(Mono.fromSupplier(() -> reading.read(word, null))))
                .collectList()
                .flatMap(ways -> find(actor, ways, kind, after));
    }

    private Mono<Found> find(Actor actor, List<Map<Kind, Wanted>> ways, @Nullable Kind kind, Found.@Nullable At after) {
        var first = ways.getFirst();
        var kinds = List.copyOf(first.keySet());
        var nothing = new Found(List.of(), kind, kinds, 0, false);
        var more = Wanted.ANYTHING;
        for (var way : ways.subList(1, ways.size())) {
            var other = likeliest(way);
            if (other.isEmpty()) {
                return Mono.just(nothing);
            }
            more = more.and(other.get());
        }
        var others = more;
        var asked = first.entrySet().stream()
                .filter(way -> kind == null || way.getKey() == kind)
                .iterator();
        return firstFound(
                        asked,
                        way -> find(actor, way.getValue().and(others), after)
                                .map(all -> found(all, way.getKey(), kinds)))
                .defaultIfEmpty(nothing);
    }

    /// Asks one way after the other until one finds something. A way that is asked is always waited for: what is
    /// cancelled midway would keep its connection.
    private static Mono<Found> firstFound(
            Iterator<Map.Entry<Kind, Wanted>> ways, Function<Map.Entry<Kind, Wanted>, Mono<Found>> ask) {
        if (!ways.hasNext()) {
            return Mono.empty();
        }
        return ask.apply(ways.next()).flatMap(found -> found.count() > 0 ? Mono.just(found) : firstFound(ways, ask));
    }

    /// Of a word that is not the first: no second try, so what it most likely means.
    private static Optional<Wanted> likeliest(Map<Kind, Wanted> ways) {
        return Stream.concat(
                        SURE.stream().flatMap(kind -> Optional.ofNullable(ways.get(kind)).stream()),
                        ways.values().stream())
                .findFirst();
    }

    private static Found found(List<Found.At> all, Kind kind, List<Kind> kinds) {
        var capped = all.size() > Found.MOST_COUNTED;
        var counted = capped ? all.subList(0, Found.MOST_COUNTED) : all;
        return new Found(List.copyOf(counted), kind, kinds, counted.size(), capped);
    }

    private Mono<List<Found.At>> find(Actor actor, Wanted wanted, Found.@Nullable At after) {
        if (actor.is(Role.TERMINAL) || actor.is(Role.PROGRAM) || wanted.isDirect()) {
            return own(actor, wanted, after);
        }
        if (!Visibility.reads(actor)) {
            return Mono.just(List.of());
        }
        var place = wanted.place();
        var root = place == null ? actor.station() : actor.station().covers(place) ? place : null;
        return root == null ? Mono.just(List.of()) : entries.find(root, wanted, after);
    }

    /// Among the few cases that a terminal or a program sees, or that an index of the case's own table finds.
    private Mono<List<Found.At>> own(Actor actor, Wanted wanted, Found.@Nullable At after) {
        var visibility = new Visibility(actor, clock.instant());
        var conditions = new ArrayList<String>(List.of(visibility.condition()));
        var query = new Query("SELECT f.id, f.opened_at FROM cases.case_file f");
        if (!wanted.terms().isEmpty() || !wanted.text().isEmpty()) {
            query.from(" JOIN cases.search_entry e ON e.case_id = f.id");
            query.with(conditions, "e.terms @> :terms", "terms", wanted.terms());
            query.with(conditions, "e.text_terms @> :text", "text", wanted.text());
        }
        for (var check : wanted.checks()) {
            query.check(conditions, check);
        }
        query.place(conditions, "f.scope", wanted.place());
        query.times(conditions, "f", "id", wanted, after);
        return query.run(
                database,
                " WHERE " + String.join(" AND ", conditions) + " ORDER BY f.opened_at DESC, f.id DESC LIMIT "
                        + (Found.MOST_COUNTED + 1),
                visibility::bind);
    }

    /// What the typed words may be completed to: items and stations by name.
    public Mono<List<Suggestion>> suggest(Actor actor, String typed) {
        var word = typed.strip();
        if (word.isEmpty() || word.length() > 30) {
            return Mono.just(List.of());
        }
        var items = reading.items(word).stream()
                .limit(Suggestion.MOST)
                .map(i -> new Suggestion(Kind.ITEM, i.name(), i.nameEn()))
                .toList();
        var kinds = reading.read(word, null).keySet().stream()
                .filter(Set.of(Kind.NAME, Kind.PINYIN, Kind.ID_END, Kind.PHONE_END, Kind.NUMBER, Kind.TEXT)::contains)
                .map(kind -> new Suggestion(kind, word, word));
        return stations.beginning(actor.station(), word)
                .map(s -> new Suggestion(Kind.STATION, s.name(), s.nameEn()))
                .collectList()
                .map(places -> Stream.of(items.stream(), places.stream(), kinds)
                        .flatMap(s -> s)
                        .toList());
    }

    /// @param kind how it would be looked for
    public record Suggestion(Kind kind, String text, String textEn) {
        static final int MOST = 5;
    }
}
