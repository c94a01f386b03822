package org.yizhan.cases.relief;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.MaterialId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// `cases.relief`.
@Component
public class Reliefs {

    /// One look takes no more.
    private static final int MOST = 200;

    private final DatabaseClient database;

    Reliefs(DatabaseClient database) {
        this.database = database;
    }

    /// Those of a case, first one first.
    public Flux<Relief> of(CaseId caseId) {
        return database.sql("SELECT * FROM cases.relief WHERE case_id = :case ORDER BY at, code")
                .bind("case", caseId.value())
                .map(Reliefs::relief)
                .all();
    }

    /// @return false when the paper has a relief already
    Mono<Boolean> add(Relief relief) {
        var source = relief.source();
        var statement = database.sql("""
                        INSERT INTO cases.relief (case_id, code, kind, due_at, source, evidence, basis, granted_by, at)
                        VALUES (:case, :code, :kind, :due, :source, :evidence, :basis, :by, :at) ON CONFLICT DO NOTHING
                        """)
                .bind("case", relief.caseId().value())
                .bind("code", relief.code())
                .bind("kind", relief.kind().word())
                .bind("basis", relief.basis())
                .bind("by", relief.grantedBy())
                .bind("at", relief.at());
        statement = bind(statement, "due", relief.due(), Instant.class);
        statement = bind(statement, "evidence", relief.evidence(), UUID.class);
        return bind(statement, "source", source == null ? null : source.value(), UUID.class)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// Cases that wait for a paper whose time is over, and whose history does not tell so yet.
    Flux<CaseId> late(Instant now) {
        return database.sql("""
                        SELECT r.case_id FROM cases.relief r
                        WHERE r.due_at <= :now AND NOT r.lapsed AND r.kind = 'tolerance' ORDER BY r.due_at LIMIT :most
                        """)
                .bind("now", now)
                .bind("most", MOST)
                .map(row -> new CaseId(required(row, "case_id", UUID.class)))
                .all();
    }

    Mono<Void> lapse(Relief relief) {
        return database.sql("UPDATE cases.relief SET lapsed = true WHERE case_id = :case AND code = :code")
                .bind("case", relief.caseId().value())
                .bind("code", relief.code())
                .then();
    }

    private static <T> GenericExecuteSpec bind(
            GenericExecuteSpec statement, String name, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
    }

    private static Relief relief(Readable row) {
        var source = row.get("source", UUID.class);
        return new Relief(
                new CaseId(required(row, "case_id", UUID.class)),
                required(row, "code", String.class),
                Relief.Kind.valueOf(required(row, "kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("due_at", Instant.class),
                source == null ? null : new MaterialId(source),
                row.get("evidence", UUID.class),
                required(row, "basis", String.class),
                required(row, "granted_by", String.class),
                required(row, "at", Instant.class),
                required(row, "lapsed", Boolean.class));
    }
}
