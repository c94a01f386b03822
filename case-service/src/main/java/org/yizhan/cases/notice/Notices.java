package org.yizhan.cases.notice;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// `cases.notice`.
@Component
class Notices {

    private static final TypeReference<List<Notice.Unfit>> UNFIT = new TypeReference<>() {};

    private final DatabaseClient database;
    private final JsonMapper json;

    Notices(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// First one first.
    Flux<Notice> of(CaseId caseId) {
        return database.sql("""
                        SELECT case_id, number, gaps, unfit::text AS unfit, given_by, name, at FROM cases.notice
                        WHERE case_id = :case ORDER BY number
                        """).bind("case", caseId.value()).map(this::notice).all();
    }

    Mono<Void> add(Notice notice) {
        return database.sql("""
                        INSERT INTO cases.notice (case_id, number, gaps, unfit, given_by, name, at)
                        VALUES (:case, :number, :gaps, CAST(:unfit AS jsonb), :by, :name, :at)
                        """)
                .bind("case", notice.caseId().value())
                .bind("number", notice.number())
                .bind("gaps", notice.gaps().toArray(String[]::new))
                .bind("unfit", json.writeValueAsString(notice.unfit()))
                .bind("by", notice.givenBy())
                .bind("name", notice.name())
                .bind("at", notice.at())
                .then();
    }

    private Notice notice(Readable row) {
        return new Notice(
                new CaseId(required(row, "case_id", UUID.class)),
                required(row, "number", Integer.class),
                List.of(required(row, "gaps", String[].class)),
                json.readValue(required(row, "unfit", String.class), UNFIT),
                required(row, "given_by", String.class),
                required(row, "name", String.class),
                required(row, "at", Instant.class));
    }
}
