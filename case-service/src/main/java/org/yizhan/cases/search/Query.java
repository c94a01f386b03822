package org.yizhan.cases.search;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.StationPath;
import reactor.core.publisher.Mono;

/// A statement that is put together, with its values.
final class Query {

    private record Value(String name, Object value) {}

    private final StringBuilder select;
    private final List<Value> values = new ArrayList<>();

    Query(String select) {
        this.select = new StringBuilder(select);
    }

    void from(String more) {
        select.append(more);
    }

    /// A condition on terms, when there are any.
    void with(List<String> conditions, String condition, String name, Collection<Integer> terms) {
        if (!terms.isEmpty()) {
            conditions.add(condition);
            values.add(new Value(name, Indexing.array(terms)));
        }
    }

    void bind(String name, Object value) {
        values.add(new Value(name, value));
    }

    void check(List<String> conditions, Wanted.Check check) {
        var name = "check" + values.size();
        conditions.add(check.condition().replace(":check", ":" + name));
        values.add(new Value(name, check.value()));
    }

    void place(List<String> conditions, String column, @Nullable StationPath place) {
        if (place != null) {
            conditions.add(column + " <@ CAST(:place AS ltree)");
            values.add(new Value("place", place.value()));
        }
    }

    /// Between the days that are wanted, and after the page before.
    void times(List<String> conditions, String alias, String id, Wanted wanted, Found.@Nullable At after) {
        time(conditions, alias + ".opened_at >= :from", "from", wanted.from());
        time(conditions, alias + ".opened_at < :until", "until", wanted.until());
        if (after != null) {
            conditions.add("(" + alias + ".opened_at, " + alias + "." + id + ") < (:afterAt, :afterId)");
            values.add(new Value("afterAt", after.openedAt()));
            values.add(new Value("afterId", after.id().value()));
        }
    }

    private void time(List<String> conditions, String condition, String name, @Nullable Instant at) {
        if (at != null) {
            conditions.add(condition);
            values.add(new Value(name, at));
        }
    }

    Mono<List<Found.At>> run(DatabaseClient database, String rest, UnaryOperator<GenericExecuteSpec> more) {
        var statement = database.sql(select + rest);
        for (var value : values) {
            statement = statement.bind(value.name(), value.value());
        }
        return more.apply(statement)
                .map(row -> new Found.At(
                        new CaseId(required(row, "id", UUID.class)), required(row, "opened_at", Instant.class)))
                .all()
                .collectList();
    }
}
