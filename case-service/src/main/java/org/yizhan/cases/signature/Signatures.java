package org.yizhan.cases.signature;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Requests and signatures as rows.
@Component
public class Signatures {

    private final DatabaseClient database;

    Signatures(DatabaseClient database) {
        this.database = database;
    }

    /// The signatures of a case, first one first.
    public Flux<Signature> of(CaseId caseId) {
        return database.sql("SELECT * FROM cases.signature WHERE case_id = :case ORDER BY at")
                .bind("case", caseId.value())
                .map(Signatures::signature)
                .all();
    }

    /// The latest request of a case. Empty when there never was one.
    public Mono<SignatureRequest> latestRequest(CaseId caseId) {
        return database.sql("SELECT * FROM cases.signature_request WHERE case_id = :case ORDER BY at DESC LIMIT 1")
                .bind("case", caseId.value())
                .map(Signatures::request)
                .one();
    }

    Mono<SignatureRequest> request(CaseId caseId, UUID id) {
        return database.sql("SELECT * FROM cases.signature_request WHERE case_id = :case AND id = :id")
                .bind("case", caseId.value())
                .bind("id", id)
                .map(Signatures::request)
                .one();
    }

    Mono<Void> ask(CaseId caseId, SignatureRequest request, String by, Instant at) {
        var statement = database.sql("""
                        INSERT INTO cases.signature_request (id, case_id, form_revision, document_hash, consultation,
                            requested_by, at, expires_at, answered)
                        VALUES (:id, :case, :revision, :hash, :consultation, :by, :at, :expires, false)
                        """)
                .bind("id", request.id())
                .bind("case", caseId.value())
                .bind("revision", request.formRevision())
                .bind("hash", request.documentHash())
                .bind("by", by)
                .bind("at", at)
                .bind("expires", request.expiresAt());
        return bind(statement, request.consultation()).then();
    }

    Mono<Void> give(CaseId caseId, Signature signature) {
        var statement = database.sql("""
                        INSERT INTO cases.signature (id, case_id, request, form_revision, document_hash, strokes, width,
                            height, consultation, taken_by, at, binding)
                        VALUES (:id, :case, :request, :revision, :hash, :strokes, :width, :height, :consultation, :by,
                            :at, :binding)
                        """)
                .bind("id", signature.id())
                .bind("case", caseId.value())
                .bind("request", signature.request())
                .bind("revision", signature.formRevision())
                .bind("hash", signature.documentHash())
                .bind("strokes", signature.strokes())
                .bind("width", signature.width())
                .bind("height", signature.height())
                .bind("by", signature.takenBy())
                .bind("at", signature.at())
                .bind("binding", signature.binding());
        return database.sql("UPDATE cases.signature_request SET answered = true WHERE id = :id")
                .bind("id", signature.request())
                .then()
                .then(bind(statement, signature.consultation()).then());
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, @Nullable ConsultationId meeting) {
        return meeting == null
                ? statement.bindNull("consultation", UUID.class)
                : statement.bind("consultation", meeting.value());
    }

    private static @Nullable ConsultationId meeting(Readable row) {
        var id = row.get("consultation", UUID.class);
        return id == null ? null : new ConsultationId(id);
    }

    private static SignatureRequest request(Readable row) {
        return new SignatureRequest(
                required(row, "id", UUID.class),
                required(row, "form_revision", Integer.class),
                required(row, "document_hash", String.class),
                meeting(row),
                required(row, "expires_at", Instant.class),
                required(row, "answered", Boolean.class));
    }

    private static Signature signature(Readable row) {
        return new Signature(
                required(row, "id", UUID.class),
                required(row, "request", UUID.class),
                required(row, "form_revision", Integer.class),
                required(row, "document_hash", String.class),
                required(row, "strokes", String.class),
                required(row, "width", Integer.class),
                required(row, "height", Integer.class),
                meeting(row),
                required(row, "taken_by", String.class),
                required(row, "at", Instant.class),
                required(row, "binding", String.class));
    }
}
