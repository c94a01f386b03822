package org.yizhan.cases.approval;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.yizhan.cases.catalogue.Catalogue;
import org.yizhan.cases.catalogue.ServiceItem;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.material.Material;
import org.yizhan.cases.material.Materials;
import org.yizhan.cases.signature.Signature;
import org.yizhan.cases.signature.Signatures;
import reactor.core.publisher.Mono;

/// What a case still lacks, all at once (一次性告知): `form.<field>`, `material.<paper>`, `signature`.
@Component
public class Gaps {

    private final Catalogue catalogue;
    private final Materials materials;
    private final Signatures signatures;

    Gaps(Catalogue catalogue, Materials materials, Signatures signatures) {
        this.catalogue = catalogue;
        this.materials = materials;
        this.signatures = signatures;
    }

    /// Reads papers and signatures only when the item asks for any.
    public Mono<List<String>> of(CaseFile file) {
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        if (!item.signature() && item.materials().stream().noneMatch(ServiceItem.Paper::required)) {
            return Mono.just(gaps(file, List.of(), List.of()));
        }
        return materials
                .of(file.id())
                .collectList()
                .flatMap(held -> signatures.of(file.id()).collectList().map(given -> gaps(file, held, given)));
    }

    public List<String> gaps(CaseFile file, List<Material> held, List<Signature> given) {
        var item = catalogue.get(file.matter().item(), file.matter().itemVersion());
        var gaps = new ArrayList<String>();
        item.form().gaps(file.form()).forEach(field -> gaps.add("form." + field));
        item.materials().stream()
                .filter(ServiceItem.Paper::required)
                .filter(paper -> held.stream().noneMatch(m -> m.code().equals(paper.code())))
                .forEach(paper -> gaps.add("material." + paper.code()));
        if (item.signature() && given.stream().noneMatch(s -> s.holdsFor(file.formRevision()))) {
            gaps.add("signature");
        }
        return List.copyOf(gaps);
    }
}
