package org.yizhan.cases.approval;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.docket.Docket;
import org.yizhan.cases.material.Material;
import org.yizhan.cases.material.Materials;
import org.yizhan.cases.relief.Relief;
import org.yizhan.cases.relief.Reliefs;
import org.yizhan.cases.signature.Signature;
import org.yizhan.cases.signature.Signatures;
import reactor.core.publisher.Mono;

/// What a case still lacks, all at once (一次性告知): `form.<field>`, `material.<paper>`, `signature`.
@Component
public class Gaps {

    private static final String MATERIAL = "material.";

    private final Catalogue catalogue;
    private final Materials materials;
    private final Signatures signatures;
    private final Reliefs reliefs;
    private final Docket docket;

    Gaps(Catalogue catalogue, Materials materials, Signatures signatures, Reliefs reliefs, Docket docket) {
        this.catalogue = catalogue;
        this.materials = materials;
        this.signatures = signatures;
        this.reliefs = reliefs;
        this.docket = docket;
    }

    /// Reads papers, signatures and reliefs only when the item asks for any.
    public Mono<List<String>> of(CaseFile file) {
        var item = item(file);
        if (!item.signature() && item.materials().stream().noneMatch(ServiceItem.Paper::required)) {
            return Mono.just(gaps(file, List.of(), List.of(), List.of()));
        }
        return materials
                .of(file.id())
                .collectList()
                .flatMap(held -> signatures
                        .of(file.id())
                        .collectList()
                        .flatMap(given -> reliefs(file).map(granted -> gaps(file, held, given, granted))));
    }

    /// Papers that were to follow and have not come yet: without them the case is not brought to its end.
    public Mono<List<String>> owed(CaseFile file) {
        return reliefs(file)
                .filter(granted -> !granted.isEmpty())
                .flatMap(granted -> materials
                        .of(file.id())
                        .collectList()
                        .map(held -> granted.stream()
                                .filter(r -> r.kind() == Relief.Kind.TOLERANCE && !r.isMet(held))
                                .map(r -> MATERIAL + r.code())
                                .toList()))
                .defaultIfEmpty(List.of());
    }

    /// What was granted, of items that know any such thing.
    public Mono<List<Relief>> reliefs(CaseFile file) {
        return item(file).materials().stream().anyMatch(p -> p.tolerable() > 0 || p.promisable())
                ? reliefs.of(file.id()).collectList()
                : Mono.just(List.of());
    }

    public List<String> gaps(CaseFile file, List<Material> held, List<Signature> given, List<Relief> granted) {
        var item = item(file);
        var now = docket.now();
        var gaps = new ArrayList<String>();
        item.form().gaps(file.form()).forEach(field -> gaps.add("form." + field));
        item.materials().stream()
                .filter(ServiceItem.Paper::required)
                .filter(paper -> held.stream().noneMatch(m -> m.code().equals(paper.code()) && m.unfit() == null))
                .filter(paper -> granted.stream().noneMatch(r -> r.code().equals(paper.code()) && r.standsIn(now)))
                .forEach(paper -> gaps.add(MATERIAL + paper.code()));
        if (item.signature() && given.stream().noneMatch(s -> s.holdsFor(file.formRevision()))) {
            gaps.add("signature");
        }
        return List.copyOf(gaps);
    }

    private ServiceItem item(CaseFile file) {
        return catalogue.get(file.matter().item(), file.matter().itemVersion());
    }
}
