package org.yizhan.cases.verdict;

import static org.yizhan.cases.row.Columns.required;

import io.r2dbc.spi.Readable;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.yizhan.cases.archive.CaseHistory;
import org.yizhan.cases.blob.Blobs;
import org.yizhan.cases.blob.BlockingWork;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.paper.Press;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.settings.CaseSettings;
import reactor.core.publisher.Mono;

/// Decisions as documents. Each is drawn and signed once, in the name of whoever took it, and kept byte for byte.
@Component
public class Verdicts {

    private final DatabaseClient database;
    private final Press press;
    private final Blobs blobs;
    private final BlockingWork work;
    private final OfficerKeys keys;
    private final Catalogue catalogue;
    private final Processes processes;
    private final CaseHistory history;
    private final CaseSettings settings;
    private final Clock clock;

    Verdicts(
            DatabaseClient database,
            Press press,
            Blobs blobs,
            BlockingWork work,
            OfficerKeys keys,
            Catalogue catalogue,
            Processes processes,
            CaseHistory history,
            CaseSettings settings,
            Clock clock) {
        this.database = database;
        this.press = press;
        this.blobs = blobs;
        this.work = work;
        this.keys = keys;
        this.catalogue = catalogue;
        this.processes = processes;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /// The decision, signed now if it was not before. Empty while the case goes on, and when its resident withdrew it.
    public Mono<byte[]> of(CaseFile file) {
        return taken(file)
                .flatMap(decision -> find(file, decision.seq()).switchIfEmpty(Mono.defer(() -> make(file, decision))))
                .flatMap(verdict -> blobs.get(verdict.sha256()));
    }

    /// Who took the decision: the line of history with which the case was over.
    private Mono<VerdictSheet.Decision> taken(CaseFile file) {
        return database.sql("""
                        SELECT seq, action, by_subject, by_name, level, at, comment FROM cases.case_event
                        WHERE case_id = :case AND state IN ('completed', 'denied') ORDER BY seq LIMIT 1
                        """)
                .bind("case", file.id().value())
                .map(row -> new VerdictSheet.Decision(
                        required(row, "seq", Integer.class),
                        required(row, "action", String.class),
                        required(row, "by_subject", String.class),
                        required(row, "by_name", String.class),
                        required(row, "level", String.class),
                        required(row, "at", Instant.class),
                        row.get("comment", String.class)))
                .one();
    }

    private Mono<Verdict> find(CaseFile file, int seq) {
        return database.sql("SELECT * FROM cases.verdict WHERE case_id = :case AND seq = :seq")
                .bind("case", file.id().value())
                .bind("seq", seq)
                .map(Verdicts::verdict)
                .one();
    }

    /// Two who sign at once agree on the one that was written first.
    private Mono<Verdict> make(CaseFile file, VerdictSheet.Decision decision) {
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        var process = processes.get(file.matter().process(), file.matter().processVersion());
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return history.of(file.id())
                .collectList()
                .flatMap(lines -> work.run(() -> keys.of(decision.subject(), decision.name()))
                        .flatMap(key -> press.archive(
                                        "办理结果通知书 " + file.number(),
                                        sheet -> new VerdictSheet(
                                                        file,
                                                        item,
                                                        process,
                                                        decision,
                                                        lines,
                                                        key.serial(),
                                                        settings.zone())
                                                .write(sheet))
                                .flatMap(pdf -> work.run(() -> sign(key, pdf, decision, file, at)))
                                .flatMap(signed -> blobs.put(signed)
                                        .flatMap(hash -> keep(
                                                file,
                                                new Verdict(
                                                        decision.seq(),
                                                        hash,
                                                        signed.length,
                                                        decision.subject(),
                                                        key.serial(),
                                                        at))))))
                .then(Mono.defer(() -> find(file, decision.seq())));
    }

    private byte[] sign(OfficerKey key, byte[] pdf, VerdictSheet.Decision decision, CaseFile file, Instant at)
            throws IOException {
        return new PdfSigning(key, keys.algorithm())
                .sign(pdf, decision.name(), decision.action() + " " + file.number(), at);
    }

    private Mono<Void> keep(CaseFile file, Verdict verdict) {
        return database.sql("""
                        INSERT INTO cases.verdict (case_id, seq, sha256, bytes, signed_by, certificate, at)
                        VALUES (:case, :seq, :hash, :bytes, :by, :certificate, :at) ON CONFLICT DO NOTHING
                        """)
                .bind("case", file.id().value())
                .bind("seq", verdict.seq())
                .bind("hash", verdict.sha256())
                .bind("bytes", verdict.bytes())
                .bind("by", verdict.signedBy())
                .bind("certificate", verdict.certificate())
                .bind("at", verdict.at())
                .then();
    }

    private static Verdict verdict(Readable row) {
        return new Verdict(
                required(row, "seq", Integer.class),
                required(row, "sha256", String.class),
                required(row, "bytes", Integer.class),
                required(row, "signed_by", String.class),
                required(row, "certificate", String.class),
                required(row, "at", Instant.class));
    }
}
