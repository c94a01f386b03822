package org.yizhan.cases.material;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import org.yizhan.protocol.id.MaterialId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What is known of every paper; the contents lie in the blob folder.
@Component
public class Materials {

    private final DatabaseClient database;

    Materials(DatabaseClient database) {
        this.database = database;
    }

    /// The papers of a case, first one first.
    public Flux<Material> of(CaseId caseId) {
        return database.sql("SELECT * FROM cases.material WHERE case_id = :case ORDER BY at, id")
                .bind("case", caseId.value())
                .map(Materials::material)
                .all();
    }

    public Mono<Material> find(CaseId caseId, MaterialId id) {
        return database.sql("SELECT * FROM cases.material WHERE case_id = :case AND id = :id")
                .bind("case", caseId.value())
                .bind("id", id.value())
                .map(Materials::material)
                .one();
    }

    /// In the transaction that writes the case.
    public Mono<Void> add(Material material) {
        var meeting = material.consultation();
        var statement = database.sql("""
                        INSERT INTO cases.material (id, case_id, code, content_type, bytes, sha256, consultation, added_by, at)
                        VALUES (:id, :case, :code, :type, :bytes, :sha256, :consultation, :by, :at)
                        """)
                .bind("id", material.id().value())
                .bind("case", material.caseId().value())
                .bind("code", material.code())
                .bind("type", material.contentType())
                .bind("bytes", material.bytes())
                .bind("sha256", material.sha256())
                .bind("by", material.addedBy())
                .bind("at", material.at());
        return (meeting == null
                        ? statement.bindNull("consultation", UUID.class)
                        : statement.bind("consultation", meeting.value()))
                .then();
    }

    /// From now on the paper counts as missing.
    public Mono<Void> declareUnfit(MaterialId material, String why) {
        return database.sql("UPDATE cases.material SET unfit = :why WHERE id = :id")
                .bind("why", why)
                .bind("id", material.value())
                .then();
    }

    private static Material material(Readable row) {
        var meeting = row.get("consultation", UUID.class);
        return new Material(
                new MaterialId(required(row, "id", UUID.class)),
                new CaseId(required(row, "case_id", UUID.class)),
                required(row, "code", String.class),
                required(row, "content_type", String.class),
                required(row, "bytes", Integer.class),
                required(row, "sha256", String.class),
                meeting == null ? null : new ConsultationId(meeting),
                required(row, "added_by", String.class),
                required(row, "at", Instant.class),
                row.get("unfit", String.class));
    }
}
