package org.yizhan.cases.archive;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.DeedNames;
import org.yizhan.cases.docket.Docket;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Flux;

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
                .map(row -> new Line(
                        required(row, "seq", Integer.class),
                        required(row, "at", Instant.class),
                        required(row, "action", String.class),
                        required(row, "level", String.class),
                        required(row, "by_name", String.class),
                        row.get("comment", String.class),
                        row.get("step", String.class),
                        required(row, "state", String.class),
                        row.get("via", String.class)))
                .all();
    }
}
