package org.yizhan.cases.certificate;

import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.audit.Sha256;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// `cases.certificate_query`: every question that was put to a register, and what it said.
@Component
public class CertificateQueries {

    /// What the kept answers are bound to.
    static final String ANSWER = "certificate.answer";

    private final DatabaseClient database;
    private final Confidential confidential;

    CertificateQueries(DatabaseClient database, Confidential confidential) {
        this.database = database;
        this.confidential = confidential;
    }

    /// Outside of any transaction: that somebody asked stays true when nothing comes of it.
    public Mono<Void> note(
            CaseId caseId,
            CertificateQuestion question,
            String register,
            String askedBy,
            Instant at,
            CertificateAnswer answer) {
        var statement = database.sql("""
                        INSERT INTO cases.certificate_query
                            (id, case_id, code, register, basis, asked_by, at, outcome, answer, sha256)
                        VALUES (:id, :case, :code, :register, :basis, :by, :at, :outcome, :answer, :sha256)
                        """)
                .bind("id", question.id())
                .bind("case", caseId.value())
                .bind("code", question.kind())
                .bind("register", register)
                .bind("basis", question.basis())
                .bind("by", askedBy)
                .bind("at", at);
        return switch (answer) {
            case CertificateAnswer.Found found -> kept(statement, "found", found.evidence());
            case CertificateAnswer.NotFound not -> kept(statement, "not-found", not.evidence());
            case CertificateAnswer.Unavailable _ ->
                statement
                        .bind("outcome", "unavailable")
                        .bindNull("answer", byte[].class)
                        .bindNull("sha256", String.class)
                        .then();
        };
    }

    private Mono<Void> kept(DatabaseClient.GenericExecuteSpec statement, String outcome, byte[] evidence) {
        return statement
                .bind("outcome", outcome)
                .bind("answer", confidential.encrypt(ANSWER, evidence))
                .bind("sha256", Sha256.hex(evidence))
                .then();
    }
}
