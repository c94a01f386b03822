package org.yizhan.cases.material;

import org.yizhan.cases.docket.CaseFile;
import reactor.core.publisher.Mono;

/// Knows which papers a case still takes although its form and papers stay as they are.
@FunctionalInterface
public interface Awaited {

    Mono<Boolean> isAwaited(CaseFile file, String code);
}
