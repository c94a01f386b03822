package org.yizhan.platform.live;

import java.time.Duration;
import java.util.Set;
import reactor.core.publisher.Mono;

/// Claims with an end: who holds what until when. A holder that dies loses its leases by itself.
public interface Leases {

    /// Takes the lease, or prolongs it when `holder` has it.
    ///
    /// @return whether `holder` has it now
    Mono<Boolean> take(String name, String holder, Duration length);

    /// Gives the lease back; nothing happens when another holds it.
    Mono<Void> release(String name, String holder);

    /// Who holds it; empty when nobody does.
    Mono<String> holder(String name);

    /// Names of the held leases that begin with `prefix`, without it.
    Mono<Set<String>> held(String prefix);
}
