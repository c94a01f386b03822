package org.yizhan.cases.relief;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.certificate.CertificateRegister;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseProblems;
import org.yizhan.cases.docket.Deed;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Editing;
import org.yizhan.cases.material.Material;
import org.yizhan.cases.material.Materials;
import org.yizhan.cases.worktime.WorkingTimes;
import org.yizhan.platform.problem.Problem;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.event.Event;
import org.yizhan.protocol.id.CaseId;
import org.yizhan.protocol.id.MaterialId;
import reactor.core.publisher.Mono;

/// Lets a case go on without a paper, in the caller's transaction. What is tolerated or promised stands
/// in the document that the resident signs, so an earlier signature no longer holds.
@Component
class Granting {

    private static final Problem NOT_HERE = Problem.of(
                    422, "relief-not-here", "这种材料不能这样办理。", "The catalogue does not allow this for this paper.")
            .at("code");
    private static final Problem NOT_MISSING =
            Problem.of(409, "relief-not-missing", "这种材料已经有了。", "The case holds this paper already.");
    private static final Problem THERE =
            Problem.of(409, "relief-there-already", "这种材料已经容缺、承诺或免交。", "This paper has a relief already.");
    private static final Problem NOT_ARCHIVED = Problem.of(
            409, "relief-not-archived", "以往办结的办件中没有这种材料。", "No earlier case of this resident holds this paper.");

    /// What a register can say instead of a paper.
    private static final Set<ServiceItem.Exemption> CERTIFIED =
            Set.of(ServiceItem.Exemption.ELECTRONIC_CERTIFICATE, ServiceItem.Exemption.DATA_SHARING);

    private final Docket docket;
    private final Catalogue catalogue;
    private final Materials materials;
    private final Reliefs reliefs;
    private final Earlier earlier;
    private final WorkingTimes times;
    private final CertificateRegister register;

    Granting(
            Docket docket,
            Catalogue catalogue,
            Materials materials,
            Reliefs reliefs,
            Earlier earlier,
            WorkingTimes times,
            CertificateRegister register) {
        this.docket = docket;
        this.catalogue = catalogue;
        this.materials = materials;
        this.reliefs = reliefs;
        this.earlier = earlier;
        this.times = times;
        this.register = register;
    }

    /// A way to go on without a paper that a case lacks.
    ///
    /// @param due    until when it would have to follow
    /// @param source which paper would be taken over
    record Way(
            ServiceItem.Paper paper,
            Relief.Kind kind,
            @Nullable Instant due,
            Earlier.@Nullable Found source) {}

    /// What could be granted now.
    Mono<List<Way>> ways(Actor actor, CaseFile file) {
        if (!Editing.isAllowed(file, actor)) {
            return Mono.just(List.of());
        }
        var now = docket.now();
        return materials
                .of(file.id())
                .collectList()
                .flatMap(held -> reliefs.of(file.id())
                        .map(Relief::code)
                        .collectList()
                        .flatMap(relieved -> {
                            var open = item(file).materials().stream()
                                    .filter(p -> p.required() && !holds(held, p.code()) && !relieved.contains(p.code()))
                                    .toList();
                            return earlier.of(file, archivable(open), actor, now)
                                    .collectMap(Earlier.Found::code)
                                    .map(found -> open.stream()
                                            .flatMap(p -> ways(file, p, found.get(p.code()), now).stream())
                                            .toList());
                        }));
    }

    private List<Way> ways(CaseFile file, ServiceItem.Paper paper, Earlier.@Nullable Found found, Instant now) {
        var ways = new ArrayList<Way>();
        if (found != null) {
            ways.add(new Way(paper, Relief.Kind.ARCHIVE, null, found));
        }
        if (allows(paper, Relief.Kind.CERTIFICATE)) {
            ways.add(new Way(paper, Relief.Kind.CERTIFICATE, null, null));
        }
        if (paper.promisable()) {
            ways.add(new Way(paper, Relief.Kind.PROMISE, null, null));
        }
        if (paper.tolerable() > 0) {
            ways.add(new Way(paper, Relief.Kind.TOLERANCE, due(file, paper, now), null));
        }
        return ways;
    }

    private Instant due(CaseFile file, ServiceItem.Paper paper, Instant now) {
        return times.at(file.scope()).plusDays(now, paper.tolerable());
    }

    private static List<String> archivable(List<ServiceItem.Paper> papers) {
        return papers.stream()
                .filter(p -> p.exemptBy().contains(ServiceItem.Exemption.ARCHIVE))
                .map(ServiceItem.Paper::code)
                .toList();
    }

    private ServiceItem item(CaseFile file) {
        return catalogue.get(file.matter().item(), file.matter().itemVersion());
    }

    private static boolean holds(List<Material> held, String code) {
        return held.stream().anyMatch(m -> m.code().equals(code) && m.unfit() == null);
    }

    Mono<CaseFile> grant(Actor actor, CaseId id, long version, String code, Relief.Kind kind) {
        return docket.lock(id, actor, version)
                .flatMap(file -> lacking(actor, file, code, kind).flatMap(paper -> grant(actor, file, paper, kind)));
    }

    /// The paper, when the case lacks it, it has no relief yet and a certificate may stand in for it.
    Mono<ServiceItem.Paper> certifiable(Actor actor, CaseFile file, String code) {
        return lacking(actor, file, code, Relief.Kind.CERTIFICATE)
                .flatMap(paper -> reliefs.of(file.id())
                        .any(r -> r.code().equals(code))
                        .flatMap(there -> there ? CaseProblems.refuse(THERE) : Mono.just(paper)));
    }

    /// The sheet that proves the certificate is in the case from now on.
    Mono<CaseFile> certify(Actor actor, CaseId id, long version, String code, Certifying.Proof proof) {
        return docket.lock(id, actor, version)
                .flatMap(file -> lacking(actor, file, code, Relief.Kind.CERTIFICATE)
                        .flatMap(paper -> certify(actor, file, paper, proof)));
    }

    private Mono<CaseFile> certify(Actor actor, CaseFile file, ServiceItem.Paper paper, Certifying.Proof proof) {
        var kind = Relief.Kind.CERTIFICATE;
        var now = docket.now().truncatedTo(ChronoUnit.MICROS);
        var relief = new Relief(
                file.id(), paper.code(), kind, null, null, proof.query(), kind.law(), actor.subject(), now, false);
        var deed = deed(actor, file, relief, Map.of("evidence", proof.query().toString(), "answer", proof.answer()));
        return add(relief).then(Mono.defer(() -> docket.write(file, deed))).delayUntil(written -> {
            var sheet = new Material(
                    MaterialId.random(),
                    file.id(),
                    paper.code(),
                    "application/pdf",
                    proof.bytes(),
                    proof.sha256(),
                    null,
                    actor.subject(),
                    written.changedAt(),
                    null);
            return materials.add(sheet);
        });
    }

    /// The paper that the catalogue lets go in this way and that the case does not hold.
    private Mono<ServiceItem.Paper> lacking(Actor actor, CaseFile file, String code, Relief.Kind kind) {
        return Editing.allowed(file, actor).flatMap(_ -> {
            var paper = item(file).materials().stream()
                    .filter(p -> p.code().equals(code) && p.required() && allows(p, kind))
                    .findFirst();
            return paper.isEmpty()
                    ? CaseProblems.refuse(NOT_HERE)
                    : materials
                            .of(file.id())
                            .collectList()
                            .flatMap(held ->
                                    holds(held, code) ? CaseProblems.refuse(NOT_MISSING) : Mono.just(paper.get()));
        });
    }

    private boolean allows(ServiceItem.Paper paper, Relief.Kind kind) {
        return switch (kind) {
            case TOLERANCE -> paper.tolerable() > 0;
            case PROMISE -> paper.promisable();
            case ARCHIVE -> paper.exemptBy().contains(ServiceItem.Exemption.ARCHIVE);
            case CERTIFICATE -> register.isThere() && paper.exemptBy().stream().anyMatch(CERTIFIED::contains);
        };
    }

    private Mono<CaseFile> grant(Actor actor, CaseFile file, ServiceItem.Paper paper, Relief.Kind kind) {
        var now = docket.now().truncatedTo(ChronoUnit.MICROS);
        return switch (kind) {
            case TOLERANCE -> keep(actor, file, paper, kind, due(file, paper, now), now);
            case PROMISE -> keep(actor, file, paper, kind, null, now);
            case ARCHIVE -> takeOver(actor, file, paper, now);
            // Only with a proof.
            case CERTIFICATE -> CaseProblems.refuse(NOT_HERE);
        };
    }

    private Mono<CaseFile> keep(
            Actor actor, CaseFile file, ServiceItem.Paper paper, Relief.Kind kind, @Nullable Instant due, Instant now) {
        var relief = relief(actor, file, paper, kind, due, null, now);
        return add(relief)
                .then(Mono.defer(() -> docket.write(file.filled(file.form()), deed(actor, file, relief, Map.of()))));
    }

    /// The paper is in the case from now on, byte for byte what the earlier case holds.
    private Mono<CaseFile> takeOver(Actor actor, CaseFile file, ServiceItem.Paper paper, Instant now) {
        return earlier.of(file, List.of(paper.code()), actor, now)
                .collectList()
                .flatMap(found -> found.isEmpty()
                        ? CaseProblems.refuse(NOT_ARCHIVED)
                        : materials.find(
                                found.getFirst().caseId(), found.getFirst().material()))
                .flatMap(source -> {
                    var relief = relief(actor, file, paper, Relief.Kind.ARCHIVE, null, source.id(), now);
                    return add(relief)
                            .then(Mono.defer(() -> docket.write(file, deed(actor, file, relief, Map.of()))))
                            .delayUntil(written -> materials.add(copy(actor, written, source)));
                });
    }

    private static Material copy(Actor actor, CaseFile file, Material source) {
        return new Material(
                MaterialId.random(),
                file.id(),
                source.code(),
                source.contentType(),
                source.bytes(),
                source.sha256(),
                null,
                actor.subject(),
                file.changedAt(),
                null);
    }

    private Mono<Void> add(Relief relief) {
        return reliefs.add(relief).flatMap(fresh -> fresh ? Mono.empty() : CaseProblems.refuse(THERE));
    }

    private static Relief relief(
            Actor actor,
            CaseFile file,
            ServiceItem.Paper paper,
            Relief.Kind kind,
            @Nullable Instant due,
            @Nullable MaterialId source,
            Instant now) {
        return new Relief(file.id(), paper.code(), kind, due, source, null, kind.law(), actor.subject(), now, false);
    }

    private static Deed deed(Actor actor, CaseFile file, Relief relief, Map<String, Object> more) {
        var facts = new TreeMap<String, Object>(more);
        facts.putAll(Map.of("code", relief.code(), "kind", relief.kind().word(), "basis", relief.basis()));
        var due = relief.due();
        var source = relief.source();
        if (due != null) {
            facts.put("due", due.toString());
        }
        if (source != null) {
            facts.put("source", source.toString());
        }
        return Deed.of(actor, "relief-" + relief.kind().word(), file)
                .with(facts)
                .announcing((f, at) -> new Event.CaseChanged(f.id(), null, f.version(), at));
    }
}
