package org.yizhan.cases.archive;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.pool.ConnectionPool;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.Unsent;
import org.yizhan.platform.gathering.Gathering;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// What there is about a case, read for several commands at once and past their transactions, so that a command reads
/// further only what there is.
@Component
class Glimpse implements DisposableBean {

    private static final int LANES = 1;
    private static final int MOST = 64;

    private final DatabaseClient database;
    private final CaseHistory history;
    private final Gathering<CaseId, Seen> gathering = new Gathering<>(LANES, MOST, this::together);

    Glimpse(ConnectionPool pool, CaseHistory history) {
        this.database = DatabaseClient.create(pool);
        this.history = history;
    }

    /// Which parts there are, and the history.
    ///
    /// @param history null when it was not read
    record Seen(
            boolean papers,
            boolean signed,
            boolean granted,
            boolean asked,
            boolean rated,
            @Nullable List<CaseHistory.Line> history) {

        static final Seen NOTHING = new Seen(false, false, false, false, false, List.of());

        /// Nobody has looked.
        static final Seen PERHAPS_ALL = new Seen(true, true, true, true, true, null);

        Seen with(List<Unsent.Told> told) {
            var before = history == null ? List.<CaseHistory.Line>of() : history;
            var all = Stream.concat(before.stream(), told.stream().map(CaseHistory.Line::of))
                    .toList();
            return new Seen(papers, signed, granted, asked, rated, all);
        }
    }

    /// What there will be when the command is written.
    Mono<Seen> of(CaseId id, Unsent unsent) {
        var before = unsent.fresh() ? Mono.just(Seen.NOTHING) : gathering.ask(id);
        return before.map(seen -> seen.with(unsent.told()));
    }

    private Mono<List<Seen>> together(List<CaseId> cases) {
        var ids = cases.stream().map(CaseId::value).distinct().toArray(UUID[]::new);
        return history.of(database, ids)
                .flatMap(lines -> parts(ids, lines))
                .map(seen -> cases.stream().map(id -> seen.get(id.value())).toList());
    }

    private record One(UUID id, Seen seen) {}

    private Mono<Map<UUID, Seen>> parts(UUID[] ids, Map<UUID, List<CaseHistory.Line>> lines) {
        return database.sql("""
                        SELECT f.id,
                            EXISTS (SELECT FROM cases.material p WHERE p.case_id = f.id) AS papers,
                            EXISTS (SELECT FROM cases.signature p WHERE p.case_id = f.id) AS signed,
                            EXISTS (SELECT FROM cases.relief p WHERE p.case_id = f.id) AS granted,
                            EXISTS (SELECT FROM cases.signature_request p WHERE p.case_id = f.id) AS asked,
                            EXISTS (SELECT FROM cases.rating p WHERE p.case_id = f.id) AS rated
                        FROM unnest(CAST(:ids AS uuid[])) AS f (id)
                        """)
                .bind("ids", ids)
                .map(row -> {
                    var id = required(row, "id", UUID.class);
                    var seen = new Seen(
                            required(row, "papers", Boolean.class),
                            required(row, "signed", Boolean.class),
                            required(row, "granted", Boolean.class),
                            required(row, "asked", Boolean.class),
                            required(row, "rated", Boolean.class),
                            lines.getOrDefault(id, List.of()));
                    return new One(id, seen);
                })
                .all()
                .collect(Collectors.toMap(One::id, One::seen, (one, _) -> one));
    }

    @Override
    public void destroy() {
        gathering.close();
    }
}
