package org.yizhan.cases.audit;

import static org.yizhan.cases.row.Columns.required;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Flux;

/// The entries in the database. Written in the statement of the change that they tell of, never
/// altered.
@Component
public class AuditTrail {

    private final DatabaseClient database;

    AuditTrail(DatabaseClient database) {
        this.database = database;
    }

    public Flux<AuditEntry> of(CaseId caseId) {
        UUID id = caseId.value();
        return database.sql(
                        "SELECT seq, body, previous, hash FROM cases.audit_entry WHERE case_id = :case ORDER BY seq")
                .bind("case", id)
                .map(row -> new AuditEntry(
                        required(row, "seq", Integer.class),
                        required(row, "body", String.class),
                        required(row, "previous", byte[].class),
                        required(row, "hash", byte[].class)))
                .all();
    }
}
