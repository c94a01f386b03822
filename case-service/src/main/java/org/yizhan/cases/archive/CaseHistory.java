package org.yizhan.cases.archive;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.DeedNames;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Unsent;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What happened to a case, first thing first.
@Component
public class CaseHistory {

    /// More lines than any case gathers in its life; the page would not show more.
    private static final int MOST = 1_000;

    private final DatabaseClient database;
    private final Docket docket;

    CaseHistory(DatabaseClient database, Docket docket) {
        this.database = database;
        this.docket = docket;
    }

    /// One line.
    ///
    /// @param by  name of who did it
    /// @param via the secondment or substitution that let them; null in their own post
    public record Line(
            int seq,
            Instant at,
            String action,
            String level,
            String by,
            @Nullable String comment,
            @Nullable String step,
            String state,
            @Nullable String via) {

        static Line of(Unsent.Told told) {
            return new Line(
                    told.seq(),
                    told.at(),
                    told.action(),
                    told.level(),
                    told.by(),
                    told.comment(),
                    told.step(),
                    told.state(),
                    told.via());
        }

        public String getActionName() {
            return DeedNames.action(action).zh();
        }

        public String getActionNameEn() {
            return DeedNames.action(action).en();
        }

        public String getLevelName() {
            return DeedNames.level(level).zh();
        }

        public String getLevelNameEn() {
            return DeedNames.level(level).en();
        }
    }

    public Flux<Line> of(CaseId caseId) {
        return docket.written().thenMany(lines(caseId));
    }

    private Flux<Line> lines(CaseId caseId) {
        return database.sql("""
                        SELECT seq, at, action, level, by_name, comment, step, state, via FROM cases.case_event
                        WHERE case_id = :case ORDER BY seq LIMIT :most
                        """)
                .bind("case", caseId.value())
                .bind("most", MOST)
                .map(CaseHistory::line)
                .all();
    }

    private record OfCase(UUID id, Line line) {}

    /// The lines of several cases, past the running transaction; none of a case that has none.
    Mono<Map<UUID, List<Line>>> of(DatabaseClient elsewhere, UUID[] ids) {
        return elsewhere
                .sql("""
                        SELECT e.case_id, e.seq, e.at, e.action, e.level, e.by_name, e.comment, e.step, e.state, e.via
                        FROM unnest(CAST(:ids AS uuid[])) AS f (id) CROSS JOIN LATERAL (
                            SELECT * FROM cases.case_event WHERE case_id = f.id ORDER BY seq LIMIT :most) AS e
                        """)
                .bind("ids", ids)
                .bind("most", MOST)
                .map(row -> new OfCase(required(row, "case_id", UUID.class), line(row)))
                .all()
                .collect(Collectors.groupingBy(OfCase::id, Collectors.mapping(OfCase::line, Collectors.toList())));
    }

    private static Line line(Readable row) {
        return new Line(
                required(row, "seq", Integer.class),
                required(row, "at", Instant.class),
                required(row, "action", String.class),
                required(row, "level", String.class),
                required(row, "by_name", String.class),
                row.get("comment", String.class),
                row.get("step", String.class),
                required(row, "state", String.class),
                row.get("via", String.class));
    }
}
