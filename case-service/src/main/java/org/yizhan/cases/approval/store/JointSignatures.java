package org.yizhan.cases.approval.store;

import static org.yizhan.cases.row.Columns.required;

import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.approval.model.JointSignature;
import org.yizhan.cases.approval.model.Outcome;
import org.yizhan.cases.process.Level;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.ConsultationId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Who signed the joint step of a case.
@Component
public class JointSignatures {

    private final DatabaseClient database;

    JointSignatures(DatabaseClient database) {
        this.database = database;
    }

    public Flux<JointSignature> of(CaseId caseId) {
        return database.sql("SELECT * FROM cases.joint_signature WHERE case_id = :case ORDER BY at")
                .bind("case", caseId.value())
                .map(row -> new JointSignature(
                        required(row, "step", String.class),
                        Level.valueOf(required(row, "level", String.class)),
                        required(row, "subject", String.class),
                        required(row, "name", String.class),
                        new ConsultationId(required(row, "consultation", UUID.class)),
                        required(row, "at", Instant.class)))
                .all();
    }

    /// Adds a signature. Those of a meeting that is over lapse: they stay in the history and the trail.
    public Mono<Void> add(CaseId caseId, Outcome.Signing signing) {
        var added = insert(caseId, signing.signature());
        return signing.afresh() ? drop(caseId, signing.signature().step()).then(added) : added;
    }

    /// Forgets the signatures of a step; they stay in the history and the trail.
    public Mono<Void> drop(CaseId caseId, String step) {
        return database.sql("DELETE FROM cases.joint_signature WHERE case_id = :case AND step = :step")
                .bind("case", caseId.value())
                .bind("step", step)
                .then();
    }

    private Mono<Void> insert(CaseId caseId, JointSignature signature) {
        return database.sql("""
                        INSERT INTO cases.joint_signature (case_id, step, level, subject, name, consultation, at)
                        VALUES (:case, :step, :level, :subject, :name, :consultation, :at)
                        """)
                .bind("case", caseId.value())
                .bind("step", signature.step())
                .bind("level", signature.level().name())
                .bind("subject", signature.subject())
                .bind("name", signature.name())
                .bind("consultation", signature.meeting().value())
                .bind("at", signature.at())
                .then();
    }
}
