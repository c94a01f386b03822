package org.yizhan.cases.search;

import static org.yizhan.cases.row.Columns.required;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// `cases.search_entry`, asked in one of two ways. A frequent word is looked for from the newest case on, and
/// found soon; a rare one by the inverted index, which knows all its cases. How frequent it is shows among the
/// newest cases of the reader; then the way is taken that will have to touch less.
@Component
class Entries {

    /// The newest cases that show how frequent a word is, of a district and of a street. Those of a district
    /// lie side by side on the disk, those of a street do not: each costs a page.
    private static final int SAMPLE = 2_000;
    private static final int SAMPLE_OF_A_STREET = 400;

    /// Cases that the walk looks at, at most.
    private static final int WALKED = 40_000;

    /// Fewer than a page: the walk has not seen enough.
    private static final int ENOUGH = 21;

    private static final int LIMIT = Found.MOST_COUNTED + 1;

    /// To fetch a case that the inverted index names costs a district as much as to walk past so many.
    private static final int FETCHED = 5;

    /// Share of cases that have a pair of characters, from which on it does not narrow anything down.
    private static final double FREQUENT = 0.5;

    private static final Duration COUNT_KEPT = Duration.ofMinutes(10);

    private final DatabaseClient database;
    private final Terms terms;
    private final Map<Integer, Mono<Long>> streets = new ConcurrentHashMap<>();
    private final Mono<Long> district;
    private final Mono<Set<Integer>> everywhere;

    Entries(DatabaseClient database, Terms terms) {
        this.database = database;
        this.terms = terms;
        this.district = kept(estimate());
        this.everywhere = kept(frequent());
    }

    private static <T> Mono<T> kept(Mono<T> count) {
        return count.cache(_ -> COUNT_KEPT, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /// How many cases a reader sees, roughly.
    private Mono<Long> cases(StationPath root) {
        return root.level() == 0
                ? district
                : streets.computeIfAbsent(terms.place(Terms.at(root, 1)), street -> kept(count(street)));
    }

    /// As the database last estimated; a new table has none yet.
    private Mono<Long> estimate() {
        return database.sql("SELECT reltuples::bigint AS n FROM pg_class WHERE oid = 'cases.search_entry'::regclass")
                .map(row -> required(row, "n", Long.class))
                .one();
    }

    private Mono<Long> count(int street) {
        return database.sql("SELECT count(*) AS n FROM cases.search_entry WHERE root1 = :street")
                .bind("street", street)
                .map(row -> required(row, "n", Long.class))
                .one();
    }

    /// Pairs of characters that so many cases have that the inverted index had better not be asked for them, as
    /// the database last estimated.
    private Mono<Set<Integer>> frequent() {
        return database.sql("""
                        SELECT m.pair FROM pg_stats s, unnest(s.most_common_elems::text::int[], s.most_common_elem_freqs) m (pair, share)
                        WHERE s.schemaname = 'cases' AND s.tablename = 'search_entry' AND s.attname = 'text_terms'
                            AND m.pair IS NOT NULL AND m.share >= :share
                        """)
                .bind("share", FREQUENT)
                .map(row -> required(row, "pair", Integer.class))
                .all()
                .collect(Collectors.toSet());
    }

    Mono<List<Found.At>> find(StationPath root, Wanted wanted, Found.@Nullable At after) {
        if (wanted.rare() || isDeep(root) && hasTerms(wanted)) {
            return lookUp(root, wanted, after);
        }
        if (!hasTerms(wanted)) {
            return walk(root, wanted, after, WALKED);
        }
        var sample = root.level() == 0 ? SAMPLE : SAMPLE_OF_A_STREET;
        return walk(root, wanted, after, sample)
                .flatMap(seen -> seen.size() == LIMIT
                        ? Mono.just(seen)
                        : cases(root).flatMap(all -> {
                            var toWalk = Math.min(WALKED, sample * LIMIT / Math.max(seen.size(), 1));
                            var toFetch = (seen.size() + 1) * Math.max(all, 0) / sample;
                            return toFetch * (root.level() == 0 ? FETCHED : 1) <= toWalk
                                    ? lookUp(root, wanted, after)
                                    : walkFar(root, wanted, after, Math.min(WALKED, 2 * toWalk));
                        }));
    }

    /// @param most little more than it should take: asked for more, the planner sorts the whole street
    private Mono<List<Found.At>> walkFar(StationPath root, Wanted wanted, Found.@Nullable At after, int most) {
        return walk(root, wanted, after, most)
                .flatMap(found -> found.size() < ENOUGH ? lookUp(root, wanted, after) : Mono.just(found));
    }

    private static boolean hasTerms(Wanted wanted) {
        return !wanted.terms().isEmpty() || !wanted.text().isEmpty();
    }

    /// So few cases are below a community that the inverted index has them all at once.
    private static boolean isDeep(StationPath root) {
        return root.level() >= 2;
    }

    private Mono<List<Found.At>> walk(StationPath root, Wanted wanted, Found.@Nullable At after, int most) {
        var level = Math.min(root.level(), 2);
        var inside = new ArrayList<String>(List.of("e.root" + level + " = :root"));
        var query = new Query("SELECT w.case_id AS id, w.opened_at FROM (SELECT e.* FROM cases.search_entry e");
        query.bind("root", terms.place(Terms.at(root, level)));
        query.times(inside, "e", "case_id", wanted, after);
        var outside = new ArrayList<String>(List.of("true"));
        // Down to a community the place's term says it all, but for those of the same 32 bits. The planner takes
        // a second condition for a further choice, thinks that little is left, and sorts all cases of the place.
        query.place(root.level() > level ? inside : outside, root.level() > level ? "e.scope" : "w.scope", root);
        query.with(outside, "w.terms @> :terms", "terms", wanted.terms());
        query.with(outside, "w.text_terms @> :text", "text", wanted.text());
        return query.run(
                database,
                " WHERE " + String.join(" AND ", inside) + " ORDER BY e.opened_at DESC, e.case_id DESC LIMIT " + most
                        + ") w WHERE " + String.join(" AND ", outside) + " LIMIT " + LIMIT,
                UnaryOperator.identity());
    }

    private Mono<List<Found.At>> lookUp(StationPath root, Wanted wanted, Found.@Nullable At after) {
        return wanted.text().isEmpty()
                ? lookUp(root, wanted, after, wanted.text())
                : everywhere.flatMap(frequent -> lookUp(root, wanted, after, without(wanted.text(), frequent)));
    }

    private static Set<Integer> without(Set<Integer> text, Set<Integer> frequent) {
        var some = new LinkedHashSet<>(text);
        some.removeAll(frequent);
        return some.isEmpty() ? text : some;
    }

    /// @param text what the inverted index is asked for; the rest is looked at in what it finds
    private Mono<List<Found.At>> lookUp(StationPath root, Wanted wanted, Found.@Nullable At after, Set<Integer> text) {
        var all = new LinkedHashSet<>(wanted.terms());
        if (root.level() >= 1) {
            all.add(terms.place(Terms.at(root, 2)));
        }
        var conditions = new ArrayList<String>();
        var query = new Query(
                "WITH hit AS MATERIALIZED (SELECT e.case_id AS id, e.opened_at, e.text_terms FROM cases.search_entry e");
        query.with(conditions, "e.terms @> :terms", "terms", all);
        query.with(conditions, "e.text_terms @> :text", "text", text);
        query.place(conditions, "e.scope", root);
        query.times(conditions, "e", "case_id", wanted, after);
        var rest = new ArrayList<String>(List.of("true"));
        query.with(
                rest,
                "hit.text_terms @> :rest",
                "rest",
                text.size() < wanted.text().size() ? wanted.text() : Set.of());
        return query.run(
                database,
                " WHERE " + String.join(" AND ", conditions) + ") SELECT id, opened_at FROM hit WHERE "
                        + String.join(" AND ", rest) + " ORDER BY opened_at DESC, id DESC LIMIT " + LIMIT,
                UnaryOperator.identity());
    }
}
