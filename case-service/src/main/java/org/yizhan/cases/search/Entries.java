package org.yizhan.cases.search;

import static org.yizhan.cases.row.Columns.required;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// `cases.search_entry`, asked in one of two ways. A frequent word is looked for from the newest case on, and found
/// soon;
/// a rare one by the inverted index, which knows all its cases. How frequent it is shows among the newest [#SAMPLE]
/// cases; then the way is taken that will have to touch less.
@Component
class Entries {

    /// Cases that show how frequent a word is.
    private static final int SAMPLE = 2_000;

    /// Cases that the walk looks at, at most. A word that one in a thousand cases has is found by it; of a
    /// rarer one the inverted index has, among ten million cases, no more than ten thousand.
    private static final int WALKED = 20_000;

    /// Fewer than a page: the walk has not seen enough.
    private static final int ENOUGH = 21;

    private static final int LIMIT = Found.MOST_COUNTED + 1;

    /// To fetch a case that the inverted index names costs as much as to walk past so many.
    private static final int FETCHED = 5;

    private static final Duration COUNT_KEPT = Duration.ofMinutes(1);

    private final DatabaseClient database;
    private final Terms terms;
    private final Mono<Long> cases;

    Entries(DatabaseClient database, Terms terms) {
        this.database = database;
        this.terms = terms;
        this.cases = Mono.defer(this::count).cache(_ -> COUNT_KEPT, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /// How many cases there are, as the database last estimated; a new table has none yet.
    private Mono<Long> count() {
        return database.sql("SELECT reltuples::bigint AS n FROM pg_class WHERE oid = 'cases.search_entry'::regclass")
                .map(row -> required(row, "n", Long.class))
                .one();
    }

    Mono<List<Found.At>> find(StationPath root, Wanted wanted, Found.@Nullable At after) {
        if (wanted.rare() || isDeep(root) && hasTerms(wanted)) {
            return lookUp(root, wanted, after);
        }
        if (!hasTerms(wanted)) {
            return walk(root, wanted, after, WALKED);
        }
        return walk(root, wanted, after, SAMPLE)
                .flatMap(sample -> sample.size() == LIMIT
                        ? Mono.just(sample)
                        : cases.flatMap(all -> isSoonFetched(sample.size(), all)
                                ? lookUp(root, wanted, after)
                                : walkFar(root, wanted, after)));
    }

    private Mono<List<Found.At>> walkFar(StationPath root, Wanted wanted, Found.@Nullable At after) {
        return walk(root, wanted, after, WALKED)
                .flatMap(found -> found.size() < ENOUGH ? lookUp(root, wanted, after) : Mono.just(found));
    }

    /// @param seen how many of the sample have what is looked for
    /// @param all  cases that there are
    private static boolean isSoonFetched(int seen, long all) {
        var toFetch = (seen + 1) * Math.max(all, 0) / SAMPLE;
        var toWalk = Math.min(WALKED, SAMPLE * LIMIT / Math.max(seen, 1));
        return toFetch * FETCHED <= toWalk;
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
        query.place(inside, "e.scope", root);
        query.times(inside, "e", "case_id", wanted, after);
        var outside = new ArrayList<String>(List.of("true"));
        query.with(outside, "w.terms @> :terms", "terms", wanted.terms());
        query.with(outside, "w.text_terms @> :text", "text", wanted.text());
        return query.run(
                database,
                " WHERE " + String.join(" AND ", inside) + " ORDER BY e.opened_at DESC, e.case_id DESC LIMIT " + most
                        + ") w WHERE " + String.join(" AND ", outside) + " LIMIT " + LIMIT,
                UnaryOperator.identity());
    }

    private Mono<List<Found.At>> lookUp(StationPath root, Wanted wanted, Found.@Nullable At after) {
        var all = new LinkedHashSet<>(wanted.terms());
        if (root.level() >= 1) {
            all.add(terms.place(Terms.at(root, 2)));
        }
        var conditions = new ArrayList<String>();
        var query =
                new Query("WITH hit AS MATERIALIZED (SELECT e.case_id AS id, e.opened_at FROM cases.search_entry e");
        query.with(conditions, "e.terms @> :terms", "terms", all);
        query.with(conditions, "e.text_terms @> :text", "text", wanted.text());
        query.place(conditions, "e.scope", root);
        query.times(conditions, "e", "case_id", wanted, after);
        return query.run(
                database,
                " WHERE " + String.join(" AND ", conditions)
                        + ") SELECT * FROM hit ORDER BY opened_at DESC, id DESC LIMIT " + LIMIT,
                UnaryOperator.identity());
    }
}
