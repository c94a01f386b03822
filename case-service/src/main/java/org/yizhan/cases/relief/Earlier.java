package org.yizhan.cases.relief;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Visibility;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.MaterialId;
import reactor.core.publisher.Flux;

/// Looks in the archive for papers that a resident handed in before.
@Component
class Earlier {

    private final DatabaseClient database;

    Earlier(DatabaseClient database) {
        this.database = database;
    }

    /// A paper of an earlier case.
    record Found(String code, MaterialId material, CaseId caseId, String caseNumber, Instant at) {}

    /// The newest paper of each kind in completed cases of the same resident that the actor may see.
    Flux<Found> of(CaseFile file, List<String> codes, Actor actor, Instant now) {
        if (codes.isEmpty()) {
            return Flux.empty();
        }
        var visibility = new Visibility(actor, now);
        var query = database.sql("""
                        SELECT DISTINCT ON (m.code) m.code, m.id, m.case_id, f.number, m.at
                        FROM cases.case_file f JOIN cases.material m ON m.case_id = f.id
                        WHERE f.id_index = :resident AND f.id <> :case AND f.state = 'completed' AND m.unfit IS NULL
                            AND m.code = ANY(:codes) AND\s""" + visibility.condition() + " ORDER BY m.code, m.at DESC, m.id")
                .bind("resident", file.resident().idIndex())
                .bind("case", file.id().value())
                .bind("codes", codes.toArray(String[]::new));
        return visibility
                .bind(query)
                .map(row -> new Found(
                        required(row, "code", String.class),
                        new MaterialId(required(row, "id", UUID.class)),
                        new CaseId(required(row, "case_id", UUID.class)),
                        required(row, "number", String.class),
                        required(row, "at", Instant.class)))
                .all();
    }
}
