package org.yizhan.cases.archive;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yizhan.cases.approval.Gaps;
import org.yizhan.cases.approval.Progress;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.confidential.Confidential;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.CaseViews;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.docket.Editing;
import org.yizhan.cases.docket.Resident;
import org.yizhan.cases.docket.Visibility;
import org.yizhan.cases.material.Material;
import org.yizhan.cases.material.Materials;
import org.yizhan.cases.org.Station;
import org.yizhan.cases.org.Stations;
import org.yizhan.cases.process.ProcessDefinition;
import org.yizhan.cases.process.Processes;
import org.yizhan.cases.process.Step;
import org.yizhan.cases.process.Taker;
import org.yizhan.cases.rating.Rating;
import org.yizhan.cases.rating.Ratings;
import org.yizhan.cases.relief.Relief;
import org.yizhan.cases.signature.Signature;
import org.yizhan.cases.signature.SignatureRequest;
import org.yizhan.cases.signature.Signatures;
import org.yizhan.platform.security.Actor;
import org.yizhan.protocol.id.CaseId;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Puts together what a reader sees of a case.
@Component
class Views implements CaseViews {

    private final Catalogue catalogue;
    private final Stations stations;
    private final Materials materials;
    private final Signatures signatures;
    private final Progress progress;
    private final Gaps gaps;
    private final Ratings ratings;
    private final CaseHistory history;
    private final Glimpse glimpse;
    private final Confidential confidential;
    private final Docket docket;
    private final Processes processes;

    Views(
            Catalogue catalogue,
            Stations stations,
            Materials materials,
            Signatures signatures,
            Progress progress,
            Gaps gaps,
            Ratings ratings,
            CaseHistory history,
            Glimpse glimpse,
            Confidential confidential,
            Docket docket,
            Processes processes) {
        this.catalogue = catalogue;
        this.stations = stations;
        this.materials = materials;
        this.signatures = signatures;
        this.progress = progress;
        this.gaps = gaps;
        this.ratings = ratings;
        this.history = history;
        this.glimpse = glimpse;
        this.confidential = confidential;
        this.docket = docket;
        this.processes = processes;
    }

    /// Everything that the view is made of, read one after the other on the caller's connection.
    private record Parts(
            Station community,
            List<Material> papers,
            List<Signature> signed,
            List<Relief> granted,
            @Nullable SignatureRequest request,
            Progress.Standing standing,
            List<Rating> ratings,
            List<CaseHistory.Line> history) {}

    @Override
    public Mono<Object> show(CaseFile file, Actor actor) {
        return parts(file).map(parts -> view(file, parts, actor));
    }

    private Mono<Parts> parts(CaseFile file) {
        return docket.unsent(file.id())
                .flatMap(unsent -> glimpse.of(file.id(), unsent))
                .defaultIfEmpty(Glimpse.Seen.PERHAPS_ALL)
                .flatMap(seen -> parts(file, seen));
    }

    private Mono<Parts> parts(CaseFile file, Glimpse.Seen seen) {
        var id = file.id();
        var nowhere = new Station(
                file.scope(), "community", file.scope().value(), file.scope().value());
        return stations.known(file.scope())
                .defaultIfEmpty(nowhere)
                .flatMap(community -> when(seen.papers(), materials.of(id))
                        .flatMap(papers -> when(seen.signed(), signatures.of(id))
                                .flatMap(signed -> granted(file, seen)
                                        .flatMap(granted -> request(id, seen)
                                                .flatMap(request -> progress.of(file)
                                                        .flatMap(standing -> when(seen.rated(), ratings.of(id))
                                                                .flatMap(rated -> history(id, seen)
                                                                        .map(lines -> new Parts(
                                                                                community,
                                                                                papers,
                                                                                signed,
                                                                                granted,
                                                                                request.orElse(null),
                                                                                standing,
                                                                                rated,
                                                                                lines)))))))));
    }

    private static <T> Mono<List<T>> when(boolean any, Flux<T> read) {
        return any ? read.collectList() : Mono.just(List.of());
    }

    private Mono<List<Relief>> granted(CaseFile file, Glimpse.Seen seen) {
        return seen.granted() ? gaps.reliefs(file) : Mono.just(List.of());
    }

    private Mono<Optional<SignatureRequest>> request(CaseId id, Glimpse.Seen seen) {
        return seen.asked()
                ? signatures.latestRequest(id).map(Optional::of).defaultIfEmpty(Optional.empty())
                : Mono.just(Optional.empty());
    }

    private Mono<List<CaseHistory.Line>> history(CaseId id, Glimpse.Seen seen) {
        var known = seen.history();
        return known == null ? history.of(id).collectList() : Mono.just(known);
    }

    private CaseView view(CaseFile file, Parts parts, Actor actor) {
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        var step = file.step() == null
                ? null
                : parts.standing().process().step(file.step()).orElse(null);
        return new CaseView(
                file.id(),
                file.number(),
                file.version(),
                item.code(),
                item.name(),
                item.nameEn(),
                file.matter().channel().word(),
                file.state(),
                process(parts.standing().process()),
                step == null ? null : Standings.step(step),
                person(file.resident(), actor),
                file.scope(),
                parts.community().name(),
                parts.community().nameEn(),
                file.form(),
                parts.papers().stream().map(p -> paper(item, p)).toList(),
                gaps.gaps(file, parts.papers(), parts.signed(), parts.granted()),
                request(file, parts.request()),
                parts.signed().stream().map(s -> signed(file, s)).toList(),
                joint(step, parts.standing()),
                file.consultation(),
                file.recorded(),
                progress.actions(file, parts.standing(), actor),
                progress.handlings(file, parts.standing(), actor),
                progress.waysBack(file, parts.standing(), actor).stream()
                        .map(Standings::wayBack)
                        .toList(),
                Standings.of(parts.standing().process(), file.course()),
                Editing.isAllowed(file, actor),
                parts.ratings().stream()
                        .map(r -> new CaseView.Rated(r.level(), r.at()))
                        .toList(),
                file.openedAt(),
                file.completedAt(),
                parts.history());
    }

    private CaseView.Process process(ProcessDefinition process) {
        var newest = processes
                .newest(process.id())
                .filter(p -> p.version() == process.version())
                .isPresent();
        return new CaseView.Process(process.id(), process.version(), process.name(), process.nameEn(), newest);
    }

    private CaseView.Person person(Resident resident, Actor actor) {
        if (!Visibility.handles(actor)) {
            return new CaseView.Person(
                    resident.maskedName(), null, resident.idMask(), null, resident.phoneMask(), null);
        }
        var phone = resident.phoneCipher();
        return new CaseView.Person(
                resident.maskedName(),
                resident.name(),
                resident.idMask(),
                confidential.decrypt(Resident.ID_NUMBER, resident.idCipher()),
                resident.phoneMask(),
                phone == null ? null : confidential.decrypt(Resident.PHONE, phone));
    }

    private static CaseView.Paper paper(ServiceItem item, Material material) {
        return new CaseView.Paper(
                material.id(),
                material.code(),
                item.paperName(material.code()),
                material.contentType(),
                material.bytes(),
                material.sha256(),
                material.at(),
                material.unfit());
    }

    private CaseView.@Nullable Request request(CaseFile file, @Nullable SignatureRequest request) {
        if (request == null || !request.isOpen(file.formRevision(), docket.now())) {
            return null;
        }
        var url = "/api/cases/" + file.id() + "/document";
        return new CaseView.Request(request.id(), request.documentHash(), url, request.expiresAt());
    }

    private static CaseView.Signed signed(CaseFile file, Signature signature) {
        var valid = signature.holdsFor(file.formRevision());
        var why = valid ? null : signature.isIntact() ? "form-changed" : "altered";
        return new CaseView.Signed(signature.id(), signature.documentHash(), signature.at(), valid, why);
    }

    /// Of a case that stands at a joint step, or has passed one.
    private static CaseView.@Nullable Joint joint(@Nullable Step present, Progress.Standing standing) {
        var joint = standing.process().steps().stream()
                .filter(s -> s.mode() == Step.Mode.JOINT)
                .filter(s -> s.equals(present) || !standing.signed().isEmpty())
                .findFirst();
        return joint.map(step -> new CaseView.Joint(
                        step.takers().stream()
                                .map(Taker::level)
                                .map(l -> l.word())
                                .toList(),
                        standing.signed().stream().map(s -> s.level().word()).toList(),
                        standing.signed().stream()
                                .map(s -> new CaseView.Signer(s.level().word(), s.name(), s.at()))
                                .toList()))
                .orElse(null);
    }
}
