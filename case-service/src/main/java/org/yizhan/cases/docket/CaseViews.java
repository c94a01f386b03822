package org.yizhan.cases.docket;

import org.yizhan.platform.security.Actor;
import reactor.core.publisher.Mono;

/// How a case is shown. Every command answers with the case as it is after it, as the one who gave it may see it.
public interface CaseViews {

    /// An object to be written as JSON.
    Mono<Object> show(CaseFile file, Actor actor);
}
