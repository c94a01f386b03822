package org.yizhan.cases.relief;

import org.springframework.stereotype.Component;
import org.yizhan.cases.docket.CaseFile;
import org.yizhan.cases.material.Awaited;
import reactor.core.publisher.Mono;

/// A paper that was let follow may be handed in while the case is already decided on, until it is over.
@Component
class LatePapers implements Awaited {

    private final Reliefs reliefs;

    LatePapers(Reliefs reliefs) {
        this.reliefs = reliefs;
    }

    @Override
    public Mono<Boolean> isAwaited(CaseFile file, String code) {
        return file.course().places().isEmpty()
                ? Mono.just(false)
                : reliefs.of(file.id())
                        .any(r -> r.kind() == Relief.Kind.TOLERANCE && r.code().equals(code));
    }
}
