package org.yizhan.cases.relief;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yizhan.cases.audit.Sha256;
import org.yizhan.cases.blob.Blobs;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.certificate.CertificateAnswer;
import org.yizhan.cases.certificate.CertificateQueries;
import org.yizhan.cases.certificate.CertificateQuestion;
import org.yizhan.cases.certificate.CertificateRegister;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Resident;
import org.yizhan.cases.paper.Press;
import org.yizhan.cases.settings.CaseSettings;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Mono;

/// Asks the register of certificates for a paper that a case lacks, before any transaction.
@Component
class Certifying {

    private static final Problem NOT_FOUND = Problem.of(
            409,
            "relief-certificate-not-found",
            "登记机构没有查到有效的电子证照，请居民提交材料。",
            "The register knows no valid certificate; the resident has to hand in the paper.");
    private static final Problem UNAVAILABLE = Problem.of(
            503,
            "relief-certificate-unavailable",
            "电子证照暂时无法查询，请按常规收取材料。",
            "The register of certificates cannot be asked just now; please take the paper as usual.");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Docket docket;
    private final Granting granting;
    private final Catalogue catalogue;
    private final CertificateRegister register;
    private final CertificateQueries queries;
    private final Confidential confidential;
    private final Press press;
    private final Blobs blobs;
    private final CaseSettings settings;

    Certifying(
            Docket docket,
            Granting granting,
            Catalogue catalogue,
            CertificateRegister register,
            CertificateQueries queries,
            Confidential confidential,
            Press press,
            Blobs blobs,
            CaseSettings settings) {
        this.docket = docket;
        this.granting = granting;
        this.catalogue = catalogue;
        this.register = register;
        this.queries = queries;
        this.confidential = confidential;
        this.press = press;
        this.blobs = blobs;
        this.settings = settings;
    }

    /// That the register knows a certificate, as a sheet that is safe in the folder.
    ///
    /// @param query   the question, as it is kept with its answer
    /// @param answer  SHA-256 of the answer
    /// @param sha256  of the sheet
    record Proof(UUID query, String answer, String sha256, int bytes) {}

    /// Only for a paper that the case lacks and that a certificate may stand in for, and only for who
    /// may grant it.
    Mono<Proof> ask(Actor actor, CaseId id, String code) {
        return docket.read(id, actor)
                .flatMap(file -> granting.certifiable(actor, file, code).flatMap(paper -> ask(actor, file, paper)));
    }

    private Mono<Proof> ask(Actor actor, CaseFile file, ServiceItem.Paper paper) {
        var question = question(file, paper);
        var at = docket.now().truncatedTo(ChronoUnit.MICROS);
        return register.ask(question)
                .delayUntil(answer -> queries.note(file.id(), question, register.name(), actor.subject(), at, answer))
                .flatMap(answer -> switch (answer) {
                    case CertificateAnswer.Found found -> keep(file, paper, question, found, at);
                    case CertificateAnswer.NotFound _ -> CaseProblems.refuse(NOT_FOUND);
                    case CertificateAnswer.Unavailable _ -> CaseProblems.refuse(UNAVAILABLE);
                });
    }

    private CertificateQuestion question(CaseFile file, ServiceItem.Paper paper) {
        var resident = file.resident();
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        return new CertificateQuestion(
                UUID.randomUUID(),
                paper.code(),
                resident.name(),
                confidential.decrypt(Resident.ID_NUMBER, resident.idCipher()),
                item.name(),
                file.number(),
                Relief.Kind.CERTIFICATE.law());
    }

    private Mono<Proof> keep(
            CaseFile file,
            ServiceItem.Paper paper,
            CertificateQuestion question,
            CertificateAnswer.Found found,
            Instant at) {
        var hash = Sha256.hex(found.evidence());
        return press.archive("电子证照核验单 " + file.number(), sheet -> {
                    sheet.title("电子证照核验单", "办件编号 " + file.number());
                    sheet.heading("核验结果");
                    sheet.fact("代替的材料", paper.name());
                    sheet.fact(
                            "持证人",
                            file.resident().maskedName() + "  "
                                    + file.resident().idMask());
                    sheet.fact("证照编号", found.number());
                    sheet.fact("颁发机构", found.issuer());
                    var until = found.validUntil();
                    sheet.fact("有效期至", until == null ? "长期" : until.toString());
                    sheet.heading("核验依据");
                    sheet.fact("查询的登记系统", register.name());
                    sheet.fact("查询编号", question.id().toString());
                    sheet.fact("查询时间", time(at, settings.zone()));
                    sheet.fact("法律依据", question.basis());
                    sheet.heading("登记系统的答复（原文）");
                    sheet.small(new String(found.evidence(), StandardCharsets.UTF_8).replaceAll("\\s+", " "));
                    sheet.small("SHA-256 " + hash);
                })
                .flatMap(pdf -> blobs.put(pdf).map(sha256 -> new Proof(question.id(), hash, sha256, pdf.length)));
    }

    private static String time(Instant at, ZoneId zone) {
        return at.atZone(zone).format(TIME);
    }
}
